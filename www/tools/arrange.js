// Changes a card by its attributes before it is shown: order, folds, small form, buttons.

/**
 * @import { DrugCardElement, Settings } from '../elements/drug-card-element.js'
 * @import { Shown } from '../elements/card-source.js'
 */

import { check } from './check.js';
import { fold, order } from './order.js';
import { overdue } from './overdue.js';
import { report } from './report.js';
import { sectionTools } from './section-tools.js';
import { stale } from './stale.js';
import { style } from './style.js';
import { summary } from './summary.js';

/**
 * @param {DrugCardElement} card
 * @param {Settings} settings
 * @param {Element} article
 * @param {Shown} found
 */
export function arrange(card, settings, article, found) {
  style(card);
  check(card);
  const { sections, order: by, collapsible, open, staleAfter, variant, href, tools, reportHref } = settings;
  if (sections || by !== 'use') order(article, sections, by, found.tree);
  if (collapsible) fold(article, open);
  if (found.due) overdue(card, article, found.due);
  if (reportHref) report(card, article, reportHref, found);
  if (staleAfter) stale(card, article, found.built, staleAfter);
  if (tools) sectionTools(card, article);
  if (variant === 'summary') summary(card, article, found.slug, href);
}
