// Says that a copy is older than its site allows, or that its age is not recorded.

/** @import { DrugCardElement } from '../elements/drug-card-element.js' */

import { make } from '../elements/dom.js';

/** One day, in milliseconds. */
const DAY = 864e5;

/**
 * @param {DrugCardElement} card
 * @param {Element} article
 * @param {string | null | undefined} built the day of the build
 * @param {number} most the days that the site allows
 */
export function stale(card, article, built, most) {
  const days = Math.floor((Date.now() - Date.parse(built ?? '')) / DAY);
  if (days <= most) return;
  const age = card.say([
    'Age of this copy in days: {0}; this site asks for at most {1}.',
    days || ['not recorded'],
    most,
  ]);
  article.querySelector('.header')?.append(make('p', 'alert stale', age));
}
