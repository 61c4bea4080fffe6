// Owns the order and the folding of a card's sections: nothing is removed, and what warns is never folded.

import { make } from './dom.js';

/** Ahead of every order. */
const FIRST = 'boxed_warning ';

/** The order of a leaflet: what it is for, who should not take it, how it is taken, what it may do. */
const PATIENT =
  'generic_name usage contraindications dosage side_effects precautions interactions pregnancy overdose storage how_it_works faqs';

/**
 * Brings the sections of `article` and its jump list into order; what is not named keeps its place behind.
 * @param {Element} article
 * @param {string} ids anchors parted by blanks; `side-effects` is `side_effects`
 * @param {boolean} patient
 */
export function order(article, ids, patient) {
  const names = (FIRST + ids.replace(/-/g, '_') + (patient ? ` ${PATIENT}` : '')).split(/\s+/);
  /** @param {string} anchor */
  const rank = (anchor) => names.indexOf(anchor.replace(/-\d+$/, '')) + 1 || 99;
  /** @param {string} selector @param {(element: any) => string} anchor */
  const sorted = (selector, anchor) =>
    [...article.querySelectorAll(selector)].sort((a, b) => rank(anchor(a)) - rank(anchor(b)));
  article.querySelector('.foot')?.before(...sorted(':scope > .section', ({ id }) => id));
  article.querySelector('nav')?.append(...sorted('.jump:not([href="#serious"])', ({ hash }) => hash.slice(1)));
}

/**
 * Makes disclosures of the sections that may fold.
 * @param {Element} article
 * @param {string} open anchors of those that stand open
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
