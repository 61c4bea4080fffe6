// Reorders and folds the sections of a card. Nothing is removed, and warnings are never folded.

import { make } from '../elements/dom.js';

/** Always first. */
export const FIRST = 'boxed_warning ';

/** The order of a patient leaflet: what it is for, who should not take it, how to take it, what it may do. */
export const PATIENT =
  'generic_name usage contraindications dosage side_effects precautions interactions pregnancy overdose storage how_it_works faqs';

/**
 * Reorders the sections of `article` and its jump list. Sections that are not named follow in their own order.
 * @param {Element} article
 * @param {string} ids anchors separated by spaces; `side-effects` means `side_effects`
 * @param {boolean} patient
 */
export function order(article, ids, patient) {
  const names = (FIRST + ids.replace(/-/g, '_') + (patient ? ` ${PATIENT}` : '')).split(/\s+/);
  /** @param {string} anchor */
  const rank = (anchor) => names.indexOf(anchor.replace(/-\d+$/, '')) + 1 || 99;
  /** @template {Element} T @param {Iterable<T>} elements @param {(element: T) => string} anchor */
  const sorted = (elements, anchor) => [...elements].sort((a, b) => rank(anchor(a)) - rank(anchor(b)));
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const jumps = article.querySelectorAll('.jump:not([href="#serious"])');
  article.querySelector('.foot')?.before(...sorted(article.querySelectorAll(':scope > .section'), ({ id }) => id));
  article.querySelector('nav')?.append(...sorted(jumps, ({ hash }) => hash.slice(1)));
}

/**
 * Turns the sections that may fold into disclosures.
 * @param {Element} article
 * @param {string} open anchors of those that are open at first
 */
export function fold(article, open) {
  const names = open.replace(/-/g, '_').split(/\s+/);
  for (const section of article.querySelectorAll('.foldable')) {
    const [heading, body] = section.children;
    if (!heading || !body) continue;
    const details = make('details', 'fold', make('summary', 'toggle', heading), body);
    details.open = names.includes(section.id);
    section.append(details);
  }
}
