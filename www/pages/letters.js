// Groups the medicines of the app page by letter, and a letter with many of them by its first two.

/**
 * @typedef {object} Entry
 * @property {string} slug
 * @property {string} title
 * @property {string} line
 * @property {{code: string, text: string}} [alert]
 * @property {string | null} [reviewed] the day of its last review
 * @property {string | null} [nextReview] the day of its next review
 *
 * @typedef {Map<string, Entry[]>} Groups in order
 */

/** More entries than this are split by their second letter. */
const MOST = 150;

/** What does not begin with a letter. */
export const DIGITS = '0–9';

/** Letters without a decomposition. @type {Record<string, string>} */
const LATIN = { Æ: 'A', Œ: 'O', Ø: 'O', Ł: 'L', Đ: 'D', Ð: 'D', Þ: 'T', ẞ: 'S', ß: 'S', I: 'I', İ: 'I' };

/**
 * The letter of the alphabet that a character belongs to: É is E, and in Spanish Ñ is a letter of its own.
 * @param {string} character
 * @param {Intl.Collator} collator which compares base letters only
 */
function letterOf(character, collator) {
  // Chinese characters are too many for a row of letters.
  if (/\p{Script=Han}/u.test(character)) return '漢字';
  if (!/\p{L}/u.test(character)) return DIGITS;
  const upper = character.toUpperCase().normalize('NFC');
  // Of a Korean syllable, its first consonant.
  const base = upper.normalize('NFD')[0] ?? upper;
  if (/\p{Script=Hangul}/u.test(upper)) return base.normalize('NFC');
  if (LATIN[upper]) return LATIN[upper];
  return collator.compare(upper, base) ? upper : base;
}

/**
 * The medicines in the order of a language, by first letter.
 * @param {Entry[]} medicines
 * @param {string} language
 * @returns {Groups}
 */
export function byLetter(medicines, language) {
  const [base, order] = [new Intl.Collator(language, { sensitivity: 'base' }), new Intl.Collator(language)];
  const sorted = [...medicines].sort((a, b) => order.compare(a.title, b.title));
  const groups = grouped(sorted, ({ title }) => letterOf([...title.trim()][0] ?? '', base));
  return new Map([...groups].sort(([a], [b]) => Number(b === DIGITS) - Number(a === DIGITS) || order.compare(a, b)));
}

/**
 * The parts of one letter by the first two characters; one part if there are few.
 * @param {string} letter
 * @param {Entry[]} entries in order
 * @returns {Groups}
 */
export function parts(letter, entries) {
  if (entries.length <= MOST) return new Map([[letter, entries]]);
  return grouped(entries, ({ title }) => {
    const [first = '', second = ''] = [...title.trim().normalize('NFD').replace(/\p{M}/gu, '')];
    return first.toUpperCase() + second.toLowerCase();
  });
}

/**
 * @param {Entry[]} entries
 * @param {(entry: Entry) => string} nameOf
 */
function grouped(entries, nameOf) {
  /** @type {Groups} */ const groups = new Map();
  for (const entry of entries) {
    const name = nameOf(entry);
    const group = groups.get(name);
    if (group) group.push(entry);
    else groups.set(name, [entry]);
  }
  return groups;
}
