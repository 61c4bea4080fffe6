// Highlights on a card the words for which a search found it, without changing the card.

/** @import { Hit } from '../bundle/result-types.js' */
/** @import { DrugCardElement } from '../elements/drug-card-element.js' */

/** The name of the highlight, for the styles. */
const NAME = 'drug-search-found';
const STYLES = `::highlight(${NAME}){background-color:light-dark(#fdecb0,#5c4a00);color:var(--ink)}`;

/** The cards that have these styles. @type {WeakSet<DrugCardElement>} */
const styled = new WeakSet();

/** The words of a hit that matched. @param {Hit} hit */
export function wordsOf({ text = '', heading = '', ranges = [], headingRanges = [] }) {
  const words = (/** @type {string} */ of, /** @type {readonly (readonly number[])[]} */ at) =>
    at.map(([from, to]) => of.slice(from, to));
  return new Set([...words(text, ranges), ...words(heading, headingRanges)]);
}

/**
 * Highlights `words` in the part of a card that a choice leads to, as soon as it is shown.
 * @param {DrugCardElement} card
 * @param {string} anchor
 * @param {Set<string>} words
 */
export async function highlightFound(card, anchor, words) {
  // Browsers without highlights show the card as it is.
  if (!globalThis.Highlight || !CSS.highlights) return;
  CSS.highlights.delete(NAME);
  if (!words.size || !(await card.ready.catch(() => null))) return;
  const part = card.shadow.getElementById(anchor);
  if (!part) return;
  if (!styled.has(card)) card.adoptStyles(STYLES);
  styled.add(card);
  const walker = card.ownerDocument.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  const found = new Highlight();
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode);
    for (const word of words) {
      for (let at = node.data.indexOf(word); word && at >= 0; at = node.data.indexOf(word, at + word.length)) {
        found.add(
          new StaticRange({ startContainer: node, startOffset: at, endContainer: node, endOffset: at + word.length }),
        );
      }
    }
  }
  CSS.highlights.set(NAME, found);
}
