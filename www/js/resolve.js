// Owns names without Wasm: folding, exact look-up, prefix look-up. A name leads to its own medicine or to none.

/**
 * @typedef {object} Medicine
 * @property {string} slug
 * @property {string} title
 * @property {string} file its card file
 * @property {string} line what it is for, one short sentence
 * @property {readonly string[]} exact folded names, that of the title among them
 * @property {readonly string[]} synonyms folded brand and national names
 *
 * @typedef {'exact'|'synonym'|'prefix'|'ingredient'|'spelling'|'similar'} Match
 *
 * @typedef {{slug: string, path?: string, title: string, match: Match, via: string | null, line: string}} MedicineHit
 */

// The folding of src/text/fold.rs, letter for letter: what is not listed there (ŏ, ﬁ, accented Greek) stays itself in both.

/** Letters that no decomposition takes apart; the last one is what İ becomes in lower case. @type {Record<string, string>} */
const LETTERS = { æ: 'ae', œ: 'oe', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', i̇: 'i' };

/** Letters and digits whose decomposition begins with the plain one. */
const DRESSED = /[à-åç-ïñ-öù-ýÿāăąćčďēęěīńňōőřśşšťūůűźżžµ²³¹⁰⁴-⁹₀-₉０-９ａ-ｚ]/;

/** Accents, soft hyphen, zero-width characters, direction marks, apostrophes: they part no word. */
const NOTHING = /[\u0300-\u036f\p{Cf}'‘’ʼ′]/u;
const WORD = /[\p{Alphabetic}\p{N}]/u;

/** More than any name has, and no less than the core reads of a question: each pasted letter costs. */
const LONGEST = 1024;

/**
 * The form names are compared in: lower case, no accents, no apostrophes, words parted by one blank.
 * @param {string} text
 */
export function key(text) {
  let out = '';
  // Letter by letter: a whole word's lower case knows a final sigma, the builder's does not.
  for (const letter of text.slice(0, LONGEST)) {
    const low = letter.toLowerCase();
    if (NOTHING.test(letter)) continue;
    if (WORD.test(letter)) out += LETTERS[low] ?? (DRESSED.test(low) ? low.normalize('NFKD')[0] : low);
    else if (out && !out.endsWith(' ')) out += ' ';
  }
  return out.trimEnd();
}

/** The medicines of one bundle by name. */
export class Names {
  /** @param {readonly Medicine[]} medicines sorted by title */
  constructor(medicines) {
    this.medicines = medicines;
  }

  /**
   * The medicine that bears exactly this name. More than one is none: nobody here guesses.
   * @param {string} asked
   * @returns {{medicine: Medicine, renamed: boolean} | {several: readonly Medicine[]}}
   */
  find(asked) {
    const name = key(asked);
    /** @param {(medicine: Medicine) => boolean} fits */
    const those = (fits) => this.medicines.filter(fits);
    const titled = (/** @type {Medicine} */ { title }) => key(title) === name;
    // From the surest right to the least: the first that anyone has decides.
    const found = [
      those(({ slug }) => slug === asked.trim()),
      those(({ exact }) => exact.includes(name)),
      those(({ synonyms }) => synonyms.includes(name)),
    ].find(({ length }) => length) ?? [];
    const own = found.filter(titled);
    const [medicine, ...others] = own.length === 1 ? own : found;
    if (!medicine || others.length) return { several: found };
    return { medicine, renamed: !titled(medicine) && key(medicine.slug) !== name };
  }

  /**
   * Medicines whose names begin like `asked`; each is another medicine than the one asked for.
   * @param {string} asked
   */
  similar(asked) {
    const start = key(asked).slice(0, 5);
    return start.length < 3 ? [] : this.medicines.filter(({ title }) => key(title).startsWith(start)).slice(0, 5);
  }

  /**
   * Answers by name alone: exact, else synonym, then names with a word that begins like the query.
   * @param {string} query
   * @param {number} limit
   * @returns {MedicineHit[]}
   */
  search(query, limit) {
    const asked = key(query);
    if (!asked) return [];
    const all = (/** @type {Medicine} */ { exact, synonyms }) => [...exact, ...synonyms];
    // "lasix dose" names Lasix: the longest beginning that is a whole name counts.
    let named = '';
    for (const name of this.medicines.flatMap(all)) {
      if (name.length > named.length && `${asked} `.startsWith(`${name} `)) named = name;
    }
    /** @type {Map<string, MedicineHit>} */
    const hits = new Map();
    /**
     * @param {Match} match
     * @param {(medicine: Medicine) => readonly string[]} names
     * @param {(name: string) => boolean} fits
     */
    const add = (match, names, fits) => {
      for (const medicine of this.medicines) {
        const { slug, title, line } = medicine;
        const via = names(medicine).find(fits);
        if (via && !hits.has(slug)) hits.set(slug, { slug, title, match, via, line });
      }
    };
    add('exact', ({ exact }) => exact, (name) => name === named);
    add('synonym', ({ synonyms }) => synonyms, (name) => name === named);
    add('prefix', all, (name) => name.startsWith(asked));
    add('prefix', all, (name) => name.includes(` ${asked}`));
    return [...hits.values()].slice(0, limit);
  }
}
