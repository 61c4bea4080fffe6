// Decides how results are grouped, counted and described. Makes no DOM nodes.

/**
 * @import { Name, NameLookup } from '../bundle/reader-types.js'
 * @import { Hit, Match, MedicineHit, Scope, SearchResults } from '../bundle/result-types.js'
 * @import { Message, MessageKey } from '../i18n/messages.js'
 */

import { messageOf, NO_STATEMENT } from '../bundle/errors.js';
import { key } from '../bundle/names.js';

/** Matches by a name of the medicine. @type {string[]} */
const NAMED = ['exact', 'synonym'];

/** The most pieces that a name may be split into. */
const PIECES = 4;

/** Identifies a page: two bundles may have one with the same slug. @param {{slug: string, base?: string}} hit */
export const pageOf = ({ slug, base = '' }) => base + slug;

/** A query as it is written, then without one of its blanks, then without all: `hydro cortisone`. @param {string[]} words */
function* joinedForms(words) {
  yield words.join(' ');
  if (words.length > PIECES) return;
  for (let at = 1; at < words.length; at++) yield `${words.slice(0, at).join(' ')}${words.slice(at).join(' ')}`;
  if (words.length > 2) yield words.join('');
}

/**
 * Searches by name alone, as strictly as src/search/resolve: tests/gate.tsv tests both. The whole query is a name or the beginning
 * of one; a query that only begins with a name (`Nurofen Plus`, `lasix dose`) offers its medicine, since it may be another product.
 * @param {NameLookup} names
 * @param {string} query
 * @param {number} limit
 * @returns {Promise<SearchResults>}
 */
export async function byName(names, query, limit) {
  const asked = key(query);
  const words = asked ? asked.split(' ') : [];
  /** @type {Map<string, MedicineHit>} */ const medicines = new Map();
  /** @type {Map<string, MedicineHit>} */ const offers = new Map();
  /** @param {typeof medicines} hits @param {Name | undefined} name @param {Match} [match] */
  const add = (hits, name, match) => {
    for (const [kind, { file, note, ...medicine }] of name?.own ?? []) {
      const page = pageOf(medicine);
      const via = kind ? name?.shown || name?.name || null : null;
      if (!hits.has(page)) hits.set(page, { ...medicine, match: match ?? (kind ? 'synonym' : 'exact'), via });
    }
  };
  for (const form of joinedForms(words)) {
    if (form && !medicines.size) add(medicines, await names.at(form));
  }
  for (const start of new Set([asked, words.join('')])) {
    if (!start || medicines.size >= limit) continue;
    for (const name of await names.with(start)) add(medicines, name, 'prefix');
  }
  for (let count = words.length - 1; count > 0 && !medicines.size && !offers.size; count--) {
    add(offers, await names.at(words.slice(0, count).join(' ')), 'synonym');
  }
  const [found, different] = [medicines, offers].map((hits) => [...hits.values()].slice(0, limit));
  return { medicines: found ?? [], answers: [], different: different ?? [], total: found?.length ?? 0 };
}

/**
 * The medicine that Enter opens: the only one that the query names, by its title or another name of it.
 * @param {SearchResults} results
 */
export function opened({ medicines, not_here = [], not_understood = [] }) {
  const [first, ...others] = medicines.filter(({ match }) => NAMED.includes(match));
  return others.length || not_here.length || not_understood.length || first !== medicines[0] ? undefined : first;
}

/**
 * What Enter opens: the part of the medicine that answers, where the query asks for more than the medicine.
 * @param {SearchResults} results
 * @returns {Hit | undefined}
 */
export function chosen(results) {
  const medicine = opened(results);
  const [answer] = results.answers;
  const asks = answer && (answer.ranges.length > 0 || answer.headingRanges.length > 0);
  return medicine && asks && pageOf(answer) === pageOf(medicine) ? answer : medicine;
}

/** The other name that led to a medicine, or an empty string. @param {Pick<Hit, 'title' | 'match' | 'via'>} hit */
export const alias = ({ title, match, via }) => (via && match !== 'ingredient' && key(via) !== key(title) ? via : '');

/**
 * What the reader asked for, by page, where that is not its title: the card says so.
 * @param {string} query
 * @param {SearchResults} results
 */
export function askedFor(query, { medicines, different, not_understood = [], corrected = [] }) {
  /** @type {(hit: MedicineHit) => string} */
  const typed = ({ title, via }) => corrected.find(({ shown }) => [via, title].includes(shown))?.typed ?? '';
  /** @type {(hit: MedicineHit) => string} */
  const whole = ({ via }) => asTyped(not_understood.find(({ name }) => name === via)?.text ?? query.trim(), query);
  return new Map([
    ...different.map((hit) => /** @type {const} */ ([pageOf(hit), whole(hit)])),
    ...medicines.map((hit) => /** @type {const} */ ([pageOf(hit), typed(hit) || alias(hit)])),
  ]);
}

/**
 * Offers, and medicines that only have a similar name.
 * @param {SearchResults} results
 */
function different({ different, not_understood = [] }) {
  /** @type {(hit: MedicineHit) => boolean} */
  const offered = ({ match, via }) => match !== 'similar' || not_understood.some(({ name }) => name === via);
  return /** @type {const} */ ([different.filter(offered), different.filter((hit) => !offered(hit))]);
}

/**
 * The medicines that are named, and the combinations that contain them. Where only combinations are found, they are what is named.
 * @param {SearchResults} results
 */
function combined({ medicines }) {
  const named = medicines.filter(({ match }) => match !== 'ingredient');
  return named.length
    ? { named, combinations: medicines.filter((hit) => !named.includes(hit)) }
    : { named: medicines, combinations: [] };
}

/**
 * Results by heading, without empty groups.
 * @param {SearchResults} results
 * @returns {{label: Message, hits: Hit[], folded?: boolean}[]} `folded` is one line until the reader opens it
 */
export function groups(results) {
  const { answers } = results;
  const { named, combinations } = combined(results);
  const [offers, similar] = different(results);
  const vias = [...new Set(combinations.map(({ via }) => via ?? ''))];
  /** @type {{label: Message, hits: Hit[], folded?: boolean}[]} */
  const all = [
    { label: 'Medicine', hits: named },
    // Where no medicine was named, each answer is of another one that qualifies.
    { label: answers[0]?.match === 'text' ? 'Medicines for this' : 'Answers', hits: answers },
    ...vias.map((via) => {
      const hits = combinations.filter((hit) => (hit.via ?? '') === via);
      /** @type {Message} */
      const label = [
        '{0} combinations with {1}|one|{0} combination with {1}',
        hits.length,
        via || listed(named.map(({ title }) => title)),
      ];
      return { label, hits, folded: true };
    }),
    { label: 'Did you mean', hits: offers },
    { label: 'Not the same medicine, similar name', hits: similar },
  ];
  return all.filter(({ hits }) => hits.length);
}

/** Which of several bundles were not searched; shown before anything else. @param {SearchResults} results @returns {Message[]} */
export const gaps = ({ missing = [] }) =>
  missing.map(({ collection, error }) => [
    'The collection “{0}” could not be searched: {1}',
    collection,
    messageOf(error),
  ]);

/** Several parts as one: `a, b`. @template T @param {T[]} parts @returns {T | Message} */
const listed = (parts) =>
  /** @type {T} */ (parts.reduce((list, one) => /** @type {T} */ (/** @type {unknown} */ (['{0}, {1}', list, one]))));

/** Whether there may be more answers than were asked for. @param {SearchResults} results @param {number} limit */
export const isCut = ({ medicines, answers, total }, limit) =>
  answers.length >= limit && total > medicines.length + answers.length;

/**
 * The numbers of hits, of which there are some.
 * @param {SearchResults} results
 * @param {number} limit how many answers were asked for
 * @returns {Message}
 */
export function counts(results, limit) {
  const { answers } = results;
  const { named, combinations } = combined(results);
  const [offers, similar] = different(results);
  /** @type {[MessageKey, number][]} */
  const all = [
    [isCut(results, limit) ? 'the first {0} answers' : '{0} answers|one|{0} answer', answers.length],
    ['{0} medicines|one|{0} medicine', named.length],
    ['{0} combinations|one|{0} combination', combinations.length],
    ['{0} suggestions|one|{0} suggestion', offers.length],
    ['{0} with a similar name', similar.length],
  ];
  return listed(/** @type {Message[]} */ (all.filter(([, count]) => count)));
}

/** A part of the query in its own capitals, which the core does not keep. @param {string} part @param {string} query */
function asTyped(part, query) {
  const at = query.toLowerCase().indexOf(part.toLowerCase());
  return at < 0 ? part : query.slice(at, at + part.length);
}

/**
 * What must be said before the hits: names that are not here or were not understood, words that no page mentions, that nothing was found.
 * @param {string} query
 * @param {SearchResults} results
 * @param {Scope} scope
 * @param {boolean} degraded whether only names were searched
 * @returns {Message[]}
 */
export function sentences(query, results, scope, degraded) {
  const { medicines, answers, different, not_here = [], not_understood = [], unmet = [], corrected = [] } = results;
  const own = (/** @type {string} */ text) => asTyped(text, query);
  /** @type {Message[]} */
  const out = not_here.map((name) => ['“{0}” is a medicine; there is no page about it here.', own(name)]);
  for (const { text, name } of not_understood) {
    out.push(['Nothing here is called “{0}”.', own(text)]);
    const titles = different
      .filter(({ via, title }) => via === name && key(title) !== key(name))
      .map(({ title }) => title);
    if (titles.length) out.push(['“{0}” is a name of {1}.', own(name), listed(titles)]);
  }
  for (const { typed, shown } of corrected) out.push(['Showing {0} for “{1}”.', shown, typed]);
  if (results.strangers) out.push('Neither page names the other. That does not mean they can be taken together.');
  // Without a search for answers, nobody knows which words have none.
  if (unmet.length && !answers.length && scope !== 'medicines') {
    out.push([
      medicines.filter(({ match }) => match !== 'ingredient').length > 1
        ? 'These pages do not speak of {0}. That does not mean it is safe.'
        : 'This page does not speak of {0}. That does not mean it is safe.',
      listed(unmet),
    ]);
  }
  if (medicines.length || answers.length || (out.length && !not_here.length && !not_understood.length)) return out;
  if (out.length) return [...out, NO_STATEMENT];
  return [
    [degraded ? 'No name here matches “{0}”. {1}' : 'Nothing here matches “{0}”. {1}', query.trim(), [NO_STATEMENT]],
  ];
}
