// Defines both elements and exports what scripts need: the module that a page loads.

// In this order the script packs best.
import './theme.css.js';
import './card.css.js';
import './search.css.js';
import './print.js';
import '../bundle/load-index.js';
import './card-source.js';
import './render.js';
import { BundleClient } from '../bundle/bundle-client.js';
import { defineCard } from './drug-card-element.js';
import { defineCompare } from './drug-compare-element.js';
import { defineSearch } from './drug-search-element.js';
import { HERE } from './element.js';

export { DrugError } from '../bundle/errors.js';
export { loadIndex } from '../bundle/load-index.js';
export { DrugCardElement } from './drug-card-element.js';
export { DrugCompareElement } from './drug-compare-element.js';
export { DrugSearchElement } from './drug-search-element.js';

defineCard();
defineCompare();
defineSearch();

// One attribute on the tag of this script lets words of the page open cards: `<a data-drug="warfarin">`.
if (globalThis.document?.querySelector('script[data-inline]')) {
  BundleClient.at(HERE)
    .use((reader) => reader.script('tools'))
    .then(({ decorate }) => decorate(document, '[data-drug]'));
}
