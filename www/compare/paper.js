// Prepares a comparison for paper: everything is open, and its last lines say when and from where it was printed.

/** @import { Comparison } from './card-compare.js' */

import { date, today } from '../elements/card-source.js';
import { paper } from '../elements/print.js';

/** @param {Comparison} comparison */
export function print(comparison) {
  const sheets = paper();
  addEventListener('beforeprint', () => {
    if (!comparison.isConnected) return;
    sheets.open(comparison.shadow);
    for (const line of comparison.shadow.querySelectorAll('.printed'))
      line.replaceChildren(comparison.say(['Printed {0} from {1}', date(today()) ?? '', location.href]));
    sheets.number();
  });
  addEventListener('afterprint', () => sheets.restore());
}
