// Shows two medicines beside each other on the app page: `#/compare/warfarin/furosemide`.

/** @typedef {HTMLElement & {drugs: string, reload: () => void}} Compare */

import { byId } from './page-parts.js';

const ADDRESS = /^#\/compare\/([^/]+)\/([^/]+)$/;

/** The element; it is made with the first comparison, since it loads a script of its own. @type {Compare | undefined} */
let compare;

/** The medicines that are shown, for the title of the page. @type {Set<string>} */
const titles = new Set();

/**
 * Shows the comparison that an address names, and hides it otherwise. Returns whether it names one.
 * @param {string} hash
 * @param {string} title of the page
 * @param {(text: string) => string} decode
 */
export function showComparison(hash, title, decode) {
  const view = byId('comparison');
  const [, ...names] = ADDRESS.exec(hash) ?? [];
  if (view) view.hidden = !names.length;
  if (!view || !names.length) {
    compare?.remove();
    compare = undefined;
    return false;
  }
  const drugs = names.map(decode).join(', ');
  if (compare?.drugs === drugs) return true;
  compare?.remove();
  titles.clear();
  compare = /** @type {Compare} */ (document.createElement('drug-compare'));
  compare.setAttribute('drugs', drugs);
  compare.setAttribute('heading-level', '2');
  compare.addEventListener('drug-load', (event) => {
    titles.add(/** @type {CustomEvent<{title: string}>} */ (event).detail.title);
    document.title = `${[...titles].join(' and ')} · ${title}`;
  });
  view.append(compare);
  scrollTo(0, 0);
  return true;
}

/** Loads both cards again, if a comparison is shown. */
export const reloadComparison = () => compare?.reload();

/**
 * Offers to compare a medicine: the field for the other one is there when the reader opens its fold.
 * @param {string} slug
 */
export function compareFrom(slug) {
  const fold = /** @type {HTMLDetailsElement | null} */ (byId('beside'));
  if (!fold) return;
  // Below a card that is there: nothing moves.
  fold.hidden = fold.open = false;
  fold.querySelector('drug-search')?.remove();
  fold.ontoggle = () => {
    if (!fold.open || fold.querySelector('drug-search')) return;
    const search = document.createElement('drug-search');
    search.setAttribute('label', 'The other medicine');
    search.setAttribute('scope', 'medicines');
    search.setAttribute('href-template', `#/compare/${encodeURIComponent(slug)}/{slug}`);
    fold.append(search);
    search.focus();
  };
}
