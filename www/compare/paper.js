// Prepares a comparison for paper: everything is open, and its last lines say when and from where it was printed.

/** @import { Comparison } from './card-compare.js' */

import { date, today } from '../elements/card-source.js';
import { SHEETS } from '../elements/print.js';

/** @param {Comparison} comparison */
export function print(comparison) {
  /** @type {HTMLDetailsElement[]} */
  const opened = [];
  /** @type {CSSStyleSheet | undefined} */
  let sheet;
  addEventListener('beforeprint', () => {
    if (!comparison.isConnected) return;
    for (const details of comparison.shadow.querySelectorAll('details')) {
      if (details.open) continue;
      details.open = true;
      opened.push(details);
    }
    for (const line of comparison.shadow.querySelectorAll('.printed'))
      line.replaceChildren(comparison.say(['Printed {0} from {1}', date(today()) ?? '', location.href]));
    sheet ??= new CSSStyleSheet();
    sheet.replaceSync(SHEETS);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
  addEventListener('afterprint', () => {
    for (const details of opened.splice(0)) details.open = false;
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  });
}
