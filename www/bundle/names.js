// Owns names without Wasm: folding and looking up. A name leads to its own medicine or to none.

import { parse } from './card-file.js';
import { damaged } from './errors.js';

/**
 * @typedef {object} Medicine
 * @property {string} slug
 * @property {string} title
 * @property {string} file its card file; empty where it is only listed
 * @property {string} line what it is for, one short sentence
 * @property {string} [base] where several bundles are searched, the address of its own
 * @property {string} [collection] and what that is called
 * @property {string} [template] and where that wants hits to lead
 *
 * @typedef {'exact'|'synonym'|'prefix'|'ingredient'|'spelling'|'similar'} Match
 *
 * @typedef {Omit<Medicine, 'file'> & {path?: string, match: Match, via: string | null, volume?: number}} MedicineHit
 *
 * @typedef {[string, string][]} Directory least name and hash of each shard
 * @typedef {{name: string, shown: string, own: [number, Medicine][]}} Name right and medicine, surest first
 */

/** Rights to a name from this one on are no names of the medicine itself (src/index/format/name_shard.rs). */
const INGREDIENT = 6;

// The folding of src/text/fold.rs, letter for letter: what is not listed there (ŏ, ﬁ, accented Greek) stays itself in both.

/** Letters that no decomposition takes apart; the last one is what İ becomes in lower case. @type {Record<string, string>} */
const LETTERS = {
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  i̇: 'i',
  ى: 'ي',
  ی: 'ي',
  ة: 'ه',
  ک: 'ك',
};

/** Letters and digits whose decomposition begins with the plain one. */
const DRESSED = /[à-åç-ïñ-öù-ýÿāăąćčďēęěīńňōőřśşšťūůűźżžµ²³¹⁰⁴-⁹₀-₉０-９ａ-ｚآأإؤئ]/;

/** Accents, vowel signs and the stretch of Arabic, soft hyphen, zero-width characters, direction marks, apostrophes: they part no word. */
const NOTHING = /[\u0300-\u036f\u0640\u064b-\u065f\u0670\p{Cf}'‘’ʼ′]/u;
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
    if (/[٠-٩۰-۹]/.test(letter)) out += letter.charCodeAt(0) & 15;
    else if (WORD.test(letter)) out += LETTERS[low] ?? (DRESSED.test(low) ? low.normalize('NFKD')[0] : low);
    else if (out && !out.endsWith(' ')) out += ' ';
  }
  return out.trimEnd();
}

/** Whose a name is: from the surest right to the least, the first that anyone has decides. @param {Name | undefined} known */
const owners = (known) =>
  (known?.own ?? []).filter(([right], _, own) => right === own[0]?.[0]).map(([, medicine]) => medicine);

/** The medicines of one bundle by name, from shards of the alphabet. */
export class Names {
  /**
   * @param {Directory} directory
   * @param {(hash: string) => Promise<Uint8Array>} load
   */
  constructor(directory, load) {
    this.directory = directory;
    this.load = load;
    /** @type {Map<number, Promise<Name[]>>} */
    this.shards = new Map();
  }

  /**
   * The medicine that bears exactly this name. More than one is none: nobody here guesses.
   * @param {string} asked
   * @returns {Promise<{medicine: Medicine, renamed: boolean} | {several: readonly Medicine[]}>}
   */
  async find(asked) {
    const name = key(asked);
    const found = owners(await this.at(name));
    const slugged = found.filter(({ slug }) => slug === asked.trim());
    const [medicine, ...others] = slugged.length ? slugged : found;
    if (!medicine || others.length) return { several: found };
    return { medicine, renamed: key(medicine.title) !== name && key(medicine.slug) !== name };
  }

  /**
   * Whose the name is by which a question begins, as far as the shard of its first word knows.
   * @param {string} asked words with a blank behind each
   */
  async leading(asked) {
    const shard = await this.#shard(this.#place(asked.split(' ')[0] ?? ''));
    return owners(shard.findLast(({ name }) => asked.startsWith(`${name} `)));
  }

  /**
   * Medicines whose names begin like `asked`; each is another medicine than the one asked for.
   * @param {string} asked
   */
  async similar(asked) {
    const start = key(asked).slice(0, 5);
    if (start.length < 3) return [];
    const titles = (await this.with(start)).flatMap(({ own }) =>
      own.filter(([right]) => !right).map(([, medicine]) => medicine),
    );
    return titles.slice(0, 5);
  }

  /** The name as a whole, and whose it is. @param {string} name */
  async at(name) {
    return (await this.#shard(this.#place(name))).find((known) => known.name === name);
  }

  /**
   * The names that begin so, in order.
   * @param {string} start
   */
  async with(start) {
    const found = [];
    for (let at = this.#place(start); at < this.directory.length; at++) {
      const least = this.directory[at]?.[0] ?? '';
      if (least > start && !least.startsWith(start)) break;
      found.push(...(await this.#shard(at)).filter(({ name }) => name.startsWith(start)));
    }
    return found;
  }

  /** @param {string} name */
  #place(name) {
    return Math.max(
      0,
      this.directory.findLastIndex(([least]) => least <= name),
    );
  }

  /** @param {number} at @returns {Promise<Name[]>} */
  #shard(at) {
    let shard = this.shards.get(at);
    if (!shard) {
      this.shards.set(at, (shard = this.load(this.directory[at]?.[1] ?? '').then(readShard)));
      shard.catch(() => this.shards.delete(at));
    }
    return shard;
  }
}

/**
 * Reads what src/index/write/name_shard_writer.rs wrote.
 * @param {Uint8Array} bytes
 * @returns {Name[]}
 */
function readShard(bytes) {
  const { pages, names } = parse(bytes) ?? {};
  if (!names) throw damaged(['a list of names'], ['other bytes']);
  const medicines = pages.map((/** @type {any} */ [, , title, slug, hash, line]) => {
    slug ||= key(title)
      .replaceAll(' ', '-')
      .replace(/[^a-z0-9-]/g, '');
    return { slug, title, line, file: hash && `cards/${hash.slice(0, 2)}/${hash}.json` };
  });
  return names.map((/** @type {any} */ [name, shown, rights]) => {
    const own = [];
    for (let at = 0; at < rights.length; at += 2)
      if (rights[at] < INGREDIENT) own.push([rights[at], medicines[rights[at + 1]]]);
    return { name, shown, own };
  });
}
