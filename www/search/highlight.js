// Splits a text at the ranges that a search found in it.

import { make } from '../elements/dom.js';

/**
 * Splits `text` at `ranges` (UTF-16 offsets): every second piece is to be highlighted. Ranges that are outside the text, overlap or
 * are out of order are corrected; the pieces always join to `text`.
 * @param {string} text
 * @param {readonly (readonly number[])[]} ranges
 */
export function pieces(text, ranges) {
  const out = [];
  let done = 0;
  for (const [from = 0, to = 0] of [...ranges].sort(([a = 0], [b = 0]) => a - b)) {
    const start = Math.max(done, from);
    if (!(Math.min(text.length, to) > start)) continue;
    out.push(text.slice(done, start), text.slice(start, to));
    done = to;
  }
  return [...out, text.slice(done)];
}

/**
 * The pieces as nodes.
 * @param {string} text
 * @param {readonly (readonly number[])[]} ranges
 */
export function highlighted(text, ranges) {
  return pieces(text, ranges).map((piece, at) => (at % 2 ? make('mark', 'mark', piece) : piece));
}
