// Adds to what is copied from a comparison the sources of the cards it is from.

/** @import { Comparison } from './card-compare.js' */

import { selected } from '../tools/copy.js';
import { words } from '../tools/source-line.js';

/**
 * Handles a `copy` inside a comparison.
 * @param {Comparison} comparison
 * @param {ClipboardEvent} event
 */
export function copyFrom({ shadow }, event) {
  const [text, inside, end] = selected(shadow);
  if (!text || !event.clipboardData || !shadow.querySelector('.row')) return;
  const from = inside?.closest('.side');
  const whole = from && from === end?.closest('.side');
  const sides = whole ? [from.getAttribute('data-side')] : ['0', '1'];
  const sources = sides.map((side) =>
    ['.name', '.provenance', '.source'].map((part) => words(shadow.querySelector(`[data-side="${side}"] ${part}`))),
  );
  // Further down, each passage follows the name of its medicine.
  const first = words(shadow.querySelector(`[data-side="${from?.getAttribute('data-side')}"] .name`));
  event.clipboardData.setData(
    'text/plain',
    [`${first}:`, text.trim(), '', ...sources.flat(), location.href].join('\n'),
  );
  event.preventDefault();
}
