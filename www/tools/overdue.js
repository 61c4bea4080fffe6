// Says that the next review of a page was due before today.

/** @import { DrugCardElement } from '../elements/drug-card-element.js' */

import { date, today } from '../elements/card-source.js';
import { make } from '../elements/dom.js';

/**
 * @param {DrugCardElement} card
 * @param {Element} article
 * @param {string} due the day of the next review
 */
export function overdue(card, article, due) {
  const day = date(due);
  if (!day || due >= today()) return;
  const words = card.say(['Review overdue: it was due on {0}.', day]);
  article.querySelector('.header')?.prepend(make('p', 'alert overdue', words));
}
