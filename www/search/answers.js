// Owns what a search says of its answers: names alone, groups, counts, and what is not there. Words and no nodes.

import { NO_STATEMENT, said } from '../bundle/errors.js';
import { key } from '../bundle/names.js';

/**
 * @typedef {import('../bundle/bundle-client.js').Answer} Answer
 * @typedef {import('../bundle/names.js').MedicineHit} MedicineHit
 * @typedef {import('../i18n/messages.js').Words} Words
 * @typedef {import('../i18n/messages.js').Key} Key
 *
 * @typedef {Record<string, any> & {slug: string, title: string, anchor?: string, kind?: string, path?: string}} Found a medicine or an answer
 */

/** Matches that a name makes, and those that something like it makes. */
export const NAMED = ['exact', 'synonym'];
const MENDED = ['spelling', 'similar'];

/** Tells pages apart: two bundles may have one of the same name. @param {{slug: string, base?: string}} hit */
export const place = ({ slug, base = '' }) => base + slug;

/** An answer of names alone. @param {MedicineHit[]} medicines @returns {Answer} */
export const only = (medicines) => ({ medicines, answers: [], different: [], total: medicines.length });

/**
 * Answers by name alone: exact, else synonym, then names that begin like the query.
 * @param {import('../bundle/names.js').Names} names
 * @param {string} query
 * @param {number} limit
 * @returns {Promise<MedicineHit[]>}
 */
export async function byName(names, query, limit) {
  const asked = key(query);
  if (!asked) return [];
  /** @type {Map<string, MedicineHit>} */
  const hits = new Map();
  /** @param {import('../bundle/names.js').Name} name @param {boolean} whole */
  const add = ({ name, shown, own }, whole) => {
    for (const [right, { file, ...medicine }] of own) {
      const match = whole ? (right ? 'synonym' : 'exact') : 'prefix';
      const page = place(medicine);
      if (!hits.has(page)) hits.set(page, { ...medicine, match, via: right ? shown || name : null });
    }
  };
  // "lasix dose" names Lasix: the longest beginning that is a whole name counts.
  const words = asked.split(' ');
  for (let count = words.length; count && !hits.size; count--) {
    const named = await names.at(words.slice(0, count).join(' '));
    if (named) add(named, true);
  }
  for (const name of await names.with(asked)) {
    if (hits.size >= limit) break;
    add(name, false);
  }
  return [...hits.values()].slice(0, limit);
}

/** The other name that led to a medicine, or nothing. @param {Record<string, any>} hit @returns {string} */
export const alias = ({ title, match, via }) =>
  via && match !== 'ingredient' && !MENDED.includes(match) && key(via) !== key(title) ? via : '';

/**
 * What is found under a heading each; empty ones are left out.
 * @param {Answer} answer
 * @returns {[Key, Found[]][]}
 */
export function groups({ medicines, answers, different }) {
  const by = (/** @type {string} */ wanted) => medicines.filter(({ match }) => match === wanted);
  /** @type {[Key, Found[]][]} */
  const all = [
    ['Medicine', medicines.filter(({ match }) => !MENDED.includes(match))],
    ['Medicine, similar spelling', by('spelling')],
    ['Answers', answers],
    // Whatever is only like the name is another medicine.
    ['Different medicine, similar name', [...by('similar'), ...different]],
  ];
  return all.filter(([, found]) => found.length);
}

/** What must be said before anything else: which bundles of several were not searched. @param {Answer} answer @returns {Words[]} */
export const gaps = ({ missing = [] }) =>
  missing.map(({ collection, error }) => ['The collection “{0}” could not be searched: {1}', collection, said(error)]);

/** How much was found; something was. @param {Answer} answer @returns {Words} */
export function counts({ medicines, answers, different }) {
  /** @param {unknown[]} list @param {Key} one @param {Key} many @returns {Words[]} */
  const count = ({ length }, one, many) => (length ? [[length > 1 ? many : one, length]] : []);
  const all = [
    ...count(answers, '{0} answer', '{0} answers'),
    ...count(medicines, '{0} medicine', '{0} medicines'),
    ...count(different, '{0} with a similar name', '{0} with a similar name'),
  ];
  return all.reduce((list, one) => ['{0}, {1}', /** @type {any} */ (list), /** @type {any} */ (one)]);
}

/**
 * The words for what is not there.
 * @param {string} query
 * @param {Answer} answer
 * @param {boolean} degraded whether names alone were searched
 * @returns {Words[]}
 */
export function absence(query, { medicines, answers }, degraded) {
  const [first] = medicines;
  if (answers.length) return [];
  if (!first)
    return [
      [degraded ? 'No name here matches “{0}”. {1}' : 'Nothing here matches “{0}”. {1}', query.trim(), [NO_STATEMENT]],
    ];
  // A name alone asks nothing, and names alone answer nothing.
  if (
    degraded ||
    !NAMED.includes(first.match) ||
    [first.title, first.via ?? ''].some((name) => key(name) === key(query))
  )
    return [];
  return [['This page does not answer that. {0}', [NO_STATEMENT]]];
}
