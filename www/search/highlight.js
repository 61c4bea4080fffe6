// Owns marks: a text and the ranges a search found in it, as pieces that join to the same text.

import { make } from '../elements/dom.js';

/**
 * Cuts `text` at `ranges` (UTF-16 offsets) into pieces, every second of them marked. Ranges that lie outside, overlap or
 * stand out of order are mended; the pieces always join to `text`.
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
 * The same as nodes.
 * @param {string} text
 * @param {readonly (readonly number[])[]} ranges
 */
export function marked(text, ranges) {
  return pieces(text, ranges).map((piece, at) => (at % 2 ? make('mark', 'mark', piece) : piece));
}
