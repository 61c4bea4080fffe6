// Places a small card beside its word: below it, else above, and never over it.

/** The least distance to the word and to the edge of the window, in pixels. */
const GAP = 6;
const WIDTH = 340;

/** @type {CSSStyleSheet | undefined} */
let sheet;

/**
 * @param {HTMLElement} popup
 * @param {HTMLElement} word
 */
export function place(popup, word) {
  const { left, right, top, bottom } = word.getClientRects()[0] ?? word.getBoundingClientRect();
  const width = Math.min(WIDTH, innerWidth - 2 * GAP);
  const below = innerHeight - bottom - 2 * GAP;
  const above = top - 2 * GAP;
  const upwards = below < 260 && above > below;
  const start = getComputedStyle(word).direction === 'rtl' ? right - width : left;
  sheet ??= new CSSStyleSheet();
  // A policy of the page may forbid `style` attributes; sheets of a script are allowed.
  sheet.replaceSync(
    `[data-drug-card]{position:fixed;margin:0;padding:0;border:0;background:none;overflow:auto;width:${width}px;` +
      `max-height:${Math.max(120, upwards ? above : below)}px;right:auto;` +
      `left:${Math.max(GAP, Math.min(start, innerWidth - width - GAP))}px;` +
      `${upwards ? `top:auto;bottom:${innerHeight - top + GAP}px` : `top:${bottom + GAP}px;bottom:auto`}}`,
  );
  if (!document.adoptedStyleSheets.includes(sheet))
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  popup.setAttribute('data-drug-card', '');
}
