// Reads the text of a card as it is seen, block by block, and finds words in it.

/** Texts that a card only has for some readers, or that are no part of it. */
const UNSEEN = '.tools,.find,.printed,.struck,.heard,.card:not(.as-source)>.repeats';

/** No match spans two of these. */
const BLOCKS =
  'p,li,td,th,caption,summary,pre,h1,h2,h3,h4,h5,h6,dt,dd,figcaption,blockquote,div,section,article,nav,aside,details';

/** Between blocks; nobody can type it. */
const BREAK = '\n';

/** Signs that readers type in another form. @type {Record<string, string>} */
const TYPED = { '–': '-', '—': '-', '‑': '-', '−': '-', '’': "'", '‘': "'", '“': '"', '”': '"', '\u00a0': ' ' };

/** A letter as it is compared: without case and accents. @param {string} letter */
function folded(letter) {
  if (/\s/.test(letter)) return ' ';
  return TYPED[letter] ?? letter.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** What a reader typed, as it is compared. @param {string} text */
export const foldedText = (text) => [...text.trim()].map(folded).join('').replace(/ +/g, ' ');

/**
 * Where a text is seen in a card, in the order of the card.
 * @param {Element} card
 * @param {string} words
 * @returns {Range[]}
 */
export function rangesOf(card, words) {
  const wanted = foldedText(words);
  if (!wanted) return [];
  const { ownerDocument } = card;
  const walker = ownerDocument.createTreeWalker(card, NodeFilter.SHOW_TEXT);
  let text = '';
  /** For each letter of the text, where it is. @type {[Text, number][]} */
  const places = [];
  /** @type {Element | null | undefined} */ let block;
  const add = (/** @type {string} */ letters, /** @type {Text} */ node, /** @type {number} */ at) => {
    for (const letter of letters) {
      if (letter === ' ' && /[ \n]$/.test(text)) continue;
      text += letter;
      for (let unit = 0; unit < letter.length; unit++) places.push([node, at]);
    }
  };
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode);
    if (node.parentElement?.closest(UNSEEN)) continue;
    const own = node.parentElement?.closest(BLOCKS);
    if (own !== block) add(BREAK, node, 0);
    block = own;
    let at = 0;
    for (const letter of node.data) {
      add(folded(letter), node, at);
      at += letter.length;
    }
  }
  const found = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    const [first, last] = [places[at], places[at + wanted.length - 1]];
    if (!first || !last) continue;
    const range = ownerDocument.createRange();
    range.setStart(...first);
    const [node, offset] = last;
    // A letter outside the basic plane has two units.
    range.setEnd(node, offset + ((node.data.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1));
    found.push(range);
  }
  return found;
}
