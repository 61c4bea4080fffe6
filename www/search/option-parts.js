// Makes the content of an option: the medicine, the section, its alert and the whole text.

/**
 * @import { Hit } from '../bundle/result-types.js'
 * @import { DrugSearchElement } from '../elements/drug-search-element.js'
 * @import { Message } from '../i18n/messages.js'
 */

import { make } from '../elements/dom.js';
import { alias } from './answers.js';
import { highlighted } from './highlight.js';

/**
 * The nodes of a hit. A medicine says why it was found if its title does not show that.
 * @param {Hit} found
 * @param {DrugSearchElement} search
 */
export function parts(found, search) {
  const { title, match, via, line, kind, alert, heading = '', text = '', ranges = [], headingRanges = [] } = found;
  // Two bundles may have different pages of the same medicine.
  const from = Object.hasOwn(found, 'collection') ? found.collection : '';
  const part = (/** @type {string} */ name, /** @type {(Node | string)[]} */ ...words) =>
    make('span', `option-${name}`, ...words);
  const warning = Object.hasOwn(found, 'alert') && alert ? [part('alert', alert.text)] : [];
  // An own property, not what a page has added to Object.prototype.
  if (Object.hasOwn(found, 'text')) {
    const [words, body] = [highlighted(heading, headingRanges), part('text', ...highlighted(text, ranges))];
    const meta = from ? `${from} · ${title}` : title;
    return kind === 'faq'
      ? [part('meta', `${meta} · `, search.say('FAQ')), ...warning, part('title', ...words), body]
      : [part('meta', `${meta} · `, ...words), ...warning, body];
  }
  const other = alias({ title, match, via });
  /** @type {Message | undefined} */
  const why = other ? ['also called {0}', other] : match === 'ingredient' && via ? ['contains {0}', via] : undefined;
  return [
    ...(from ? [part('meta', from)] : []),
    part('title', title),
    ...(why ? [part('via', search.say(why))] : []),
    ...warning,
    ...(line ? [part('text', line)] : []),
  ];
}
