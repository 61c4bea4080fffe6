// Reorders and folds the sections of a card. Nothing is removed, and warnings are never folded.

/** @import { Tree } from '../bundle/result-types.js' */

import { make } from '../elements/dom.js';

/** The order of a patient leaflet: what it is for, who should not take it, how to take it, what it may do. */
export const PATIENT =
  'generic_name usage contraindications dosage side_effects precautions interactions pregnancy overdose storage how_it_works faqs';

/**
 * Reorders the sections of `article` and its jump list. Sections that are not named follow in their own order.
 * @param {Element} article
 * @param {string} ids anchors separated by spaces; `side-effects` means `side_effects`
 * @param {'use'|'source'|'patient'} by
 * @param {Tree} tree which lists the anchors in the order of the source
 */
export function order(article, ids, by, tree) {
  const { order: inSource = '' } = /** @type {{order?: string}} */ (tree[1]);
  const first = ids.replace(/-/g, '_').split(/\s+/);
  const rest = (by === 'source' ? inSource : by === 'patient' ? PATIENT : '').split(' ');
  /** @param {string} anchor */
  const place = (anchor) => {
    const kind = anchor.replace(/-\d+$/, '');
    if (first.includes(kind)) return first.indexOf(kind);
    return 100 + (rest.indexOf(by === 'source' ? anchor : kind) + 1 || 999);
  };
  /** What comes before all sections, and what behind. @param {Element} part */
  const rank = (part) => {
    if (part.matches('.strip,.header')) return -3;
    if (part.matches('.boxed') && by !== 'source') return -2;
    if (part.matches('.serious')) return -1;
    return part.matches('.foot') ? 9999 : place(part.id || 'preamble');
  };
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const jumps = article.querySelectorAll('.jump-list .jump:not([href="#serious"])');
  article.append(...[...article.children].sort((a, b) => rank(a) - rank(b)));
  article.querySelector('nav')?.append(...[...jumps].sort((a, b) => place(a.hash.slice(1)) - place(b.hash.slice(1))));
  article.classList.toggle('as-source', by === 'source');
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
    const details = make('details', 'fold', make('summary', 'question toggle', heading), body);
    details.open = names.includes(section.id);
    section.append(details);
  }
}
