// Folds names and finds the medicines they belong to, without WebAssembly.

/** @import { Directory, Found, Medicine, Name, NameLookup } from './reader-types.js' */

import { parse } from './card-file.js';
import { damaged } from './errors.js';

/** The first kind of match that is not a name of the medicine itself (src/index/format/name_shard.rs). */
export const INGREDIENT = 6;

// Folds as src/text/fold.rs does, which tests/folding.tsv holds: what is not listed here (ŏ, ﬁ) stays as it is.

/** Letters without a decomposition; the last but four is what İ becomes in lower case. @type {Record<string, string>} */
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

/** Letters and digits whose decomposition begins with the base letter. */
const DECOMPOSED = /[à-åç-ïñ-öù-ýÿāăąćčďēęěīńňōőřśşšťūůűźżžµ²³¹⁰⁴-⁹₀-₉０-９ａ-ｚآأإؤئΐά-ΰϊ-ώ]/;

/** Accents, Arabic vowel signs and tatweel, soft hyphen, zero-width characters, direction marks, apostrophes: none ends a word. */
const IGNORED = /[\u0300-\u036f\u0640\u064b-\u065f\u0670\p{Cf}'‘’ʼ′]/u;
const WORD = /[\p{Alphabetic}\p{N}]/u;

/** No name is longer, and the core reads no more of a query: each pasted letter costs time. */
const LONGEST = 1024;

/**
 * Folds a text for comparison: lower case, no accents, no apostrophes, words separated by one space.
 * @param {string} text
 */
export function key(text) {
  let out = '';
  // Letter by letter: in lower case, a whole word may get a final sigma, which the builder does not know.
  for (const letter of text.slice(0, LONGEST)) {
    const low = letter.toLowerCase();
    if (IGNORED.test(letter)) continue;
    if (/[٠-٩۰-۹]/.test(letter)) out += letter.charCodeAt(0) & 15;
    else if (WORD.test(letter)) out += LETTERS[low] ?? (DECOMPOSED.test(low) ? low.normalize('NFKD')[0] : low);
    else if (out && !out.endsWith(' ')) out += ' ';
  }
  return out.trimEnd();
}

/** The slug of a medicine whose page has none of its own. @param {string} title */
export const slugOf = (title) =>
  key(title)
    .replaceAll(' ', '-')
    .replace(/[^a-z0-9-]/g, '');

/** The medicines that a name belongs to: those of the strongest kind of match. @param {Name | undefined} known */
const owners = (known) =>
  (known?.own ?? []).filter(([kind], _, own) => kind === own[0]?.[0]).map(([, medicine]) => medicine);

/**
 * The medicines of one bundle by name, from alphabetical shards.
 * @implements {NameLookup}
 */
export class Names {
  #directory;
  #load;
  #redirects;
  /** @type {Map<number, Promise<Name[]>>} */
  #shards = new Map();

  /**
   * @param {Directory} directory
   * @param {(hash: string) => Promise<Uint8Array>} load
   * @param {() => Promise<Record<string, string> | undefined>} [redirects] slugs of earlier releases, and the slugs they lead to
   */
  constructor(directory, load, redirects) {
    this.#directory = directory;
    this.#load = load;
    this.#redirects = redirects;
  }

  /**
   * The medicine with exactly this name. A name of several medicines leads to none of them.
   * @param {string} asked
   * @returns {Promise<Found>}
   */
  async find(asked) {
    const name = key(asked);
    const found = owners(await this.at(name));
    const slugged = found.filter(({ slug }) => slug === asked.trim());
    const [medicine, ...others] = slugged.length ? slugged : found;
    const to = medicine ? '' : new Map(Object.entries((await this.#redirects?.()) ?? {})).get(asked.trim());
    if (to) return this.find(to);
    if (!medicine || others.length) return { several: found };
    return { medicine, renamed: key(medicine.title) !== name && key(medicine.slug) !== name };
  }

  /**
   * Medicines whose names begin like `asked`; each is another medicine than the one asked for.
   * @param {string} asked
   */
  async similar(asked) {
    const start = key(asked).slice(0, 5);
    if (start.length < 3) return [];
    const titles = (await this.with(start)).flatMap(({ own }) =>
      own.filter(([kind]) => !kind).map(([, medicine]) => medicine),
    );
    return titles.slice(0, 5);
  }

  /** A whole name and its medicines. @param {string} name */
  async at(name) {
    return (await this.#shard(this.#place(name))).find((known) => known.name === name);
  }

  /**
   * The names that begin with `start`, in order.
   * @param {string} start
   */
  async with(start) {
    const found = [];
    for (let at = this.#place(start); at < this.#directory.length; at++) {
      const least = this.#directory[at]?.[0] ?? '';
      if (least > start && !least.startsWith(start)) break;
      found.push(...(await this.#shard(at)).filter(({ name }) => name.startsWith(start)));
    }
    return found;
  }

  /** The number of the shard that holds a name. @param {string} name */
  #place(name) {
    return Math.max(
      0,
      this.#directory.findLastIndex(([least]) => least <= name),
    );
  }

  /** @param {number} at @returns {Promise<Name[]>} */
  #shard(at) {
    let shard = this.#shards.get(at);
    if (!shard) {
      this.#shards.set(at, (shard = this.#load(this.#directory[at]?.[1] ?? '').then(readShard)));
      shard.catch(() => this.#shards.delete(at));
    }
    return shard;
  }
}

/**
 * Reads a shard of names (src/index/write/name_shard_writer.rs).
 * @param {Uint8Array} bytes
 * @returns {Name[]}
 */
function readShard(bytes) {
  /** @type {{pages: [number, number, string, string, string, string, string, string?, string?][], names?: [string, string, number[]][]}} */
  const { pages, names } = parse(bytes) ?? {};
  if (!names) throw damaged(['a list of names'], ['other bytes']);
  const medicines = pages.map(([, , title, slug, hash, line, , code, text = '']) => ({
    slug: slug || slugOf(title),
    title,
    line,
    file: hash && `cards/${hash.slice(0, 2)}/${hash}.json`,
    ...(code && { alert: { code, text } }),
  }));
  return names.map(([name, shown, entries]) => {
    /** @type {Name['own']} */
    const own = [];
    for (let at = 0; at < entries.length; at += 2) {
      const [kind, page] = /** @type {[number, number]} */ ([entries[at], entries[at + 1]]);
      if (kind < INGREDIENT) own.push([kind, /** @type {Medicine} */ (medicines[page])]);
    }
    return { name, shown, own };
  });
}
