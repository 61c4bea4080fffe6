// Owns marks: a text and the ranges a search found in it, as pieces that join to the same text.

/**
 * Cuts `text` at `ranges` (UTF-16 offsets). Ranges that lie outside, overlap or stand out of order are mended;
 * the pieces always join to `text`.
 * @param {string} text
 * @param {readonly (readonly number[])[]} [ranges]
 * @returns {{text: string, marked: boolean}[]}
 */
export function pieces(text, ranges = []) {
  const out = [];
  let done = 0;
  for (const [from = 0, to = 0] of [...ranges].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))) {
    const start = Math.max(done, from);
    const end = Math.min(text.length, to);
    if (!(end > start)) continue;
    if (start > done) out.push({ text: text.slice(done, start), marked: false });
    out.push({ text: text.slice(start, end), marked: true });
    done = end;
  }
  if (done < text.length) out.push({ text: text.slice(done), marked: false });
  return out;
}

/**
 * The same as nodes.
 * @param {string} text
 * @param {readonly (readonly number[])[]} [ranges]
 * @returns {Node[]}
 */
export function marked(text, ranges) {
  return pieces(text, ranges).map((piece) => {
    const node = document.createTextNode(piece.text);
    if (!piece.marked) return node;
    const mark = document.createElement('mark');
    mark.setAttribute('part', 'mark');
    mark.append(node);
    return mark;
  });
}
