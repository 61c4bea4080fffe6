// Owns names without Wasm: folding, exact look-up, prefix look-up. A name leads to its own medicine or to none.

/**
 * @typedef {object} Medicine
 * @property {string} slug
 * @property {string} title
 * @property {string} file its card file
 * @property {string} line what it is for, one short sentence
 * @property {readonly string[]} exact folded names
 * @property {readonly string[]} synonyms folded brand and national names
 *
 * @typedef {'exact'|'synonym'|'prefix'|'ingredient'|'spelling'|'similar'} Match
 *
 * @typedef {{slug: string, path?: string, title: string, match: Match, via: string | null, line: string}} MedicineHit
 */

/** Letters that no decomposition takes apart, as in src/text/fold.rs: the same keys at build and at query time. */
const LETTERS = new Map(Object.entries({ æ: 'ae', œ: 'oe', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' }));

/** Marks, soft hyphen, zero-width characters, direction marks, apostrophes: they part no word. */
const NOTHING = /[\p{M}\p{Cf}'‘’ʼ′]/u;
const WORD = /[\p{Alphabetic}\p{N}]/u;

/**
 * The form names are compared in: lower case, no accents, no apostrophes, words parted by one blank.
 * @param {string} text
 */
export function key(text) {
  let out = '';
  // Letter by letter: a whole word's lower case knows a final sigma, the builder's does not.
  for (const letter of text.normalize('NFC')) {
    const low = letter.toLowerCase();
    if (NOTHING.test(letter)) continue;
    if (WORD.test(letter)) out += LETTERS.get(low) ?? low.normalize('NFKD').replace(/\p{M}/gu, '');
    else if (out && !out.endsWith(' ')) out += ' ';
  }
  return out.trimEnd();
}

/** The medicines of one bundle by name. */
export class Names {
  /** @type {Map<string, Medicine>} */ #bySlug = new Map();
  /** @type {Map<string, Medicine[]>} */ #exact = new Map();
  /** @type {Map<string, Medicine[]>} */ #synonyms = new Map();

  /** @param {readonly Medicine[]} medicines sorted by title */
  constructor(medicines) {
    this.medicines = medicines;
    for (const medicine of medicines) {
      this.#bySlug.set(medicine.slug, medicine);
      for (const name of new Set([key(medicine.title), ...medicine.exact])) push(this.#exact, name, medicine);
      for (const name of new Set(medicine.synonyms)) push(this.#synonyms, name, medicine);
    }
  }

  /** @param {string} slug */
  get(slug) {
    return this.#bySlug.get(slug);
  }

  /**
   * The medicine that bears exactly this name. More than one is none: nobody here guesses.
   * @param {string} asked
   * @returns {{medicine: Medicine, match: 'exact'|'synonym', renamed: boolean} | {several: readonly Medicine[]}}
   */
  find(asked) {
    const slug = this.#bySlug.get(asked.trim());
    if (slug) return { medicine: slug, match: 'exact', renamed: false };
    const name = key(asked);
    for (const match of /** @type {const} */ (['exact', 'synonym'])) {
      const found = (match === 'exact' ? this.#exact : this.#synonyms).get(name) ?? [];
      const titled = found.filter((medicine) => key(medicine.title) === name);
      const [medicine, ...others] = titled.length === 1 ? titled : found;
      if (medicine && !others.length) {
        return { medicine, match, renamed: ![medicine.title, medicine.slug].some((own) => key(own) === name) };
      }
      if (medicine) return { several: found };
    }
    return { several: [] };
  }

  /**
   * Medicines whose names begin like `asked`; each is another medicine than the one asked for.
   * @param {string} asked
   * @param {number} [limit]
   */
  similar(asked, limit = 5) {
    const start = key(asked).slice(0, 5);
    if (start.length < 3) return [];
    return this.medicines.filter(({ title }) => key(title).startsWith(start)).slice(0, limit);
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
    /** @type {Map<string, MedicineHit>} */
    const hits = new Map();
    /** @param {Medicine} medicine @param {Match} match @param {string} via */
    const add = ({ slug, title, line }, match, via) => {
      if (!hits.has(slug)) hits.set(slug, { slug, title, match, via, line });
    };
    // "lasix dose" names Lasix: the longest beginning that is a whole name counts.
    const words = asked.split(' ');
    for (let count = words.length; count > 0 && !hits.size; count--) {
      const name = words.slice(0, count).join(' ');
      for (const medicine of this.#exact.get(name) ?? []) add(medicine, 'exact', name);
      for (const medicine of this.#synonyms.get(name) ?? []) add(medicine, 'synonym', name);
    }
    const begins = (/** @type {string} */ name) => name.startsWith(asked);
    const holds = (/** @type {string} */ name) => ` ${name}`.includes(` ${asked}`);
    for (const fits of [begins, holds]) {
      for (const medicine of this.medicines) {
        const name = medicine.exact.find(fits) ?? medicine.synonyms.find(fits);
        if (name) add(medicine, 'prefix', name);
      }
    }
    return [...hits.values()].slice(0, limit);
  }
}

/**
 * @param {Map<string, Medicine[]>} map
 * @param {string} name
 * @param {Medicine} medicine
 */
function push(map, name, medicine) {
  const list = map.get(name);
  if (list) list.push(medicine);
  else map.set(name, [medicine]);
}
