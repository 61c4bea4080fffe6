// Decides how results are grouped, counted and described. Makes no DOM nodes.

/**
 * @import { Name, NameLookup } from '../bundle/reader-types.js'
 * @import { Hit, Match, MedicineHit, SearchResults } from '../bundle/result-types.js'
 * @import { Message, MessageKey } from '../i18n/messages.js'
 */

import { messageOf, NO_STATEMENT } from '../bundle/errors.js';
import { key } from '../bundle/names.js';

/** Matches by a name of the medicine. @type {string[]} */
export const NAMED = ['exact', 'synonym'];

/** Matches by something like a name. @type {string[]} */
const CORRECTED = ['spelling', 'similar'];

/** Identifies a page: two bundles may have one with the same slug. @param {{slug: string, base?: string}} hit */
export const pageOf = ({ slug, base = '' }) => base + slug;

/** Results that are medicines only. @param {MedicineHit[]} medicines @returns {SearchResults} */
export const medicinesOnly = (medicines) => ({ medicines, answers: [], different: [], total: medicines.length });

/**
 * Searches by name alone: exact names, else synonyms, then names that begin like the query.
 * @param {NameLookup} names
 * @param {string} query
 * @param {number} limit
 * @returns {Promise<MedicineHit[]>}
 */
export async function byName(names, query, limit) {
  const asked = key(query);
  if (!asked) return [];
  /** @type {Map<string, MedicineHit>} */
  const hits = new Map();
  /** @param {Name} name @param {boolean} whole */
  const add = ({ name, shown, own }, whole) => {
    for (const [kind, { file, note, ...medicine }] of own) {
      const match = whole ? (kind ? 'synonym' : 'exact') : 'prefix';
      const page = pageOf(medicine);
      if (!hits.has(page)) hits.set(page, { ...medicine, match, via: kind ? shown || name : null });
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

/** The other name that led to a medicine, or an empty string. @param {Pick<Hit, 'title' | 'match' | 'via'>} hit */
export const alias = ({ title, match, via }) =>
  via && match !== 'ingredient' && !CORRECTED.includes(match) && key(via) !== key(title) ? via : '';

/**
 * Results by heading, without empty groups.
 * @param {SearchResults} results
 * @returns {[MessageKey, Hit[]][]}
 */
export function groups({ medicines, answers, different }) {
  const by = (/** @type {Match} */ wanted) => medicines.filter(({ match }) => match === wanted);
  /** @type {[MessageKey, Hit[]][]} */
  const all = [
    ['Medicine', medicines.filter(({ match }) => !CORRECTED.includes(match))],
    ['Medicine, similar spelling', by('spelling')],
    ['Answers', answers],
    // A name that is only similar belongs to another medicine.
    ['Different medicine, similar name', [...by('similar'), ...different]],
  ];
  return all.filter(([, found]) => found.length);
}

/** Which of several bundles were not searched; shown before anything else. @param {SearchResults} results @returns {Message[]} */
export const gaps = ({ missing = [] }) =>
  missing.map(({ collection, error }) => [
    'The collection “{0}” could not be searched: {1}',
    collection,
    messageOf(error),
  ]);

/** The numbers of hits, of which there are some. @param {SearchResults} results @returns {Message} */
export function counts({ medicines, answers, different }) {
  /** @type {[MessageKey, number][]} */
  const all = [
    ['{0} answers|one|{0} answer', answers.length],
    ['{0} medicines|one|{0} medicine', medicines.length],
    ['{0} with a similar name', different.length],
  ];
  /** @type {Message[]} */
  const some = all.filter(([, count]) => count);
  return some.reduce((list, one) => ['{0}, {1}', list, one]);
}

/**
 * What was not found, in words.
 * @param {string} query
 * @param {SearchResults} results
 * @param {boolean} degraded whether only names were searched
 * @returns {Message[]}
 */
export function absence(query, { medicines, answers }, degraded) {
  const [first] = medicines;
  if (answers.length) return [];
  if (!first) {
    return [
      [degraded ? 'No name here matches “{0}”. {1}' : 'Nothing here matches “{0}”. {1}', query.trim(), [NO_STATEMENT]],
    ];
  }
  // A name alone is no question, and a search by name has no answers.
  if (
    degraded ||
    !NAMED.includes(first.match) ||
    [first.title, first.via ?? ''].some((name) => key(name) === key(query))
  ) {
    return [];
  }
  return [['This page does not answer that. {0}', [NO_STATEMENT]]];
}
