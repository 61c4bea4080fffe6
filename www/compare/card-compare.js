// Compares two cards section by section: loaded with the first <drug-compare> of a page.

/** @import { DrugCompareElement } from '../elements/drug-compare-element.js' */

import { make } from '../elements/dom.js';
import rich from '../tools/rich.css.js';
import styles from './compare.css.js';
import { copyFrom } from './copy.js';
import { namesIn } from './names-in.js';
import { print } from './paper.js';
import { followLinks, merged } from './sides.js';

/**
 * @typedef {DrugCompareElement & {drugs: string, headingLevel: number, staleAfter: number}} Comparison
 * @typedef {HTMLElement & import('../elements/drug-card-element.js').DrugCardElement} Card
 */

/** How often each element was asked to compare: what an older request finds is dropped. @type {WeakMap<Comparison, number>} */
const turns = new WeakMap();

/** Shows what the attributes of the element name. @param {DrugCompareElement} element */
export function compare(element) {
  const comparison = /** @type {Comparison} */ (element);
  const { wrapper, shadow } = comparison;
  const turn = (turns.get(comparison) ?? 0) + 1;
  turns.set(comparison, turn);
  if (turn === 1) {
    comparison.adoptStyles(rich, styles);
    followLinks(comparison);
    print(comparison);
    wrapper.addEventListener('copy', (event) => copyFrom(comparison, event));
  }
  const names = namesIn(comparison.drugs);
  const slot = shadow.querySelector('slot');
  const say = (/** @type {import('../i18n/messages.js').Message} */ message, /** @type {Node[]} */ ...more) => {
    wrapper.replaceChildren(make('p', 'error error-text', comparison.say(message)), ...more);
    comparison.enter('error');
  };
  if (names.length !== 2) {
    const got = names.join(', ') || ['nothing'];
    return say([
      'A comparison needs two names in drugs, separated by a space, or by a comma where a name has spaces, but got: {0}.',
      /** @type {string} */ (got),
    ]);
  }
  const cards = names.map((name) => cardOf(comparison, name));
  comparison.enter('loading');
  const problem = make('div', 'problem');
  problem.role = 'status';
  const pair = make('div', 'pair', ...cards);
  const content = make('div', 'content comparison', problem, pair);
  wrapper.replaceChildren(content);
  if (slot) slot.hidden = true;

  const settle = async () => {
    // A card that failed says why in its own place, beside the other one; another try may bring it later.
    await Promise.all(cards.map((card) => card.ready));
    if (turn !== turns.get(comparison) || !pair.isConnected) return;
    const [first, second] = cards.map((card) => card.monograph);
    if (first && first.slug === second?.slug && first.title === second.title) {
      cards[1]?.remove();
      problem.replaceChildren(
        make('p', 'asked', comparison.say(['Both names lead to {0}: there is nothing to compare.', first.title])),
      );
    } else {
      pair.replaceWith(merged(comparison, cards));
    }
    comparison.enter('ready');
  };
  const failed = () => {
    if (turn !== turns.get(comparison)) return;
    comparison.enter('error');
    if (slot) slot.hidden = cards.some(({ status }) => status !== 'error');
  };
  for (const card of cards) card.addEventListener('drug-load', () => settle().catch(failed));
  settle().catch(failed);
}

/**
 * The card of a name, as strict about it as every card.
 * @param {Comparison} comparison
 * @param {string} name
 */
function cardOf({ baseUrl, headingLevel, staleAfter }, name) {
  const card = /** @type {Card} */ (document.createElement('drug-card'));
  card.setAttribute('drug', name);
  card.setAttribute('base', baseUrl);
  card.setAttribute('heading-level', String(headingLevel));
  if (staleAfter) card.setAttribute('stale-after', String(staleAfter));
  return card;
}
