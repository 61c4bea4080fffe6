// Defines <drug-compare>: two cards section by section. What it does loads with the first one of a page.

import { exposed, make } from './dom.js';
import { asDays, asLevel } from './drug-card-element.js';
import { asText, DrugElement, define, mirror } from './element.js';
import { errorBox } from './error-box.js';

/** Two medicines beside each other. interface.json is its specification. */
export class DrugCompareElement extends DrugElement {
  static observedAttributes = ['drugs', 'base', 'heading-level', 'stale-after', 'dir', 'lang'];

  constructor() {
    super();
    this.wrapper.before(make('slot'));
    this.wrapper.append(exposed(make('div', 'skeleton')));
  }

  /** Loads both cards again. */
  reload() {
    this.requestUpdate();
  }

  /** @override */
  async update() {
    try {
      (await this.client.use((reader) => reader.script('compare'))).compare(this);
    } catch (error) {
      this.wrapper.replaceChildren(errorBox(this, this.report(error)));
      this.enter('error');
    }
  }
}

mirror(DrugCompareElement, {
  drugs: asText,
  base: asText,
  headingLevel: asLevel,
  staleAfter: asDays,
});

/** Defines `<drug-compare>`. */
export function defineCompare() {
  define('drug-compare', DrugCompareElement);
}
