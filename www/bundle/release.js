// Owns the files of one build of a bundle: each fetched once, both cores, and what is loaded ahead of a first question.

import { parse, readCard } from './card-file.js';
import { unexpected } from './errors.js';
import { address, get, getBytes, unreachable } from './fetch-file.js';
import { load } from './import-with-integrity.js';
import { key, Names } from './names.js';

/**
 * @typedef {{file: string, sha256: string, bytes: number}} FileEntry
 * @typedef {{js: FileEntry, wasm: FileEntry}} CoreEntry
 * @typedef {import('../search/wasm-runner.js').Core} Core
 * @typedef {Pick<typeof import('../search/search-core.js'), 'open' | 'Results'> & Pick<typeof import('./multi-bundle.js'), 'Several'>} Script
 * @typedef {import('./names.js').Medicine} Medicine
 *
 * @typedef {object} Root what index.json says
 * @property {number} format
 * @property {string} build
 * @property {string} content
 * @property {string | null} built
 * @property {string} [lang] of the monographs
 * @property {import('./names.js').Directory} names
 * @property {FileEntry} head
 * @property {FileEntry} titles
 * @property {string} [title] what the collection is called
 * @property {Record<string, string>} [words] the hash of each language's file
 * @property {string | null} [urlTemplate]
 * @property {{search: CoreEntry, markdown: CoreEntry, several: {js: FileEntry}}} cores
 * @property {[string, string][]} [cards] told by the builder of a small bundle: name and card file of each medicine, by name
 * @property {string} [slips] told with them: the file that most words need which name none
 */

/** Words that begin a question and no medicine's name; short ones are taken for such. */
const ORDINARY =
  /^((side|effects?|doses?|dosage|dosing|what|when|with|does|long|take|taking|missed|uses?|safe|works?|about|\S{0,3}) )*/;

/** In the reader's words. @type {import('../i18n/messages.js').Part} */
const PROGRAM = ['the search program'];

/** The smallest module there is: where a page refuses it, none is fetched ahead. */
const EMPTY = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

/**
 * Starts `make` now, beside what will ask for it; who asks later gets what was started, and after that anew.
 * @template T
 * @param {() => Promise<T>} make
 * @returns {() => Promise<T>}
 */
function ahead(make) {
  /** @type {Promise<T> | undefined} */ let begun;
  try {
    new WebAssembly.Module(EMPTY);
    begun = make();
    begun.catch(() => {});
  } catch {
    // The core says in words why there is none.
  }
  return () => {
    const now = begun ?? make();
    begun = undefined;
    return now;
  };
}

/** The files of one build of a bundle; everything it names belongs together. */
export class Release {
  /** @type {Map<string, Promise<any>>} */ #files = new Map();
  /** @type {Names | undefined} */ #names;
  /** How many cores were begun: a record of a script holds one. */
  #begun = { search: 0, markdown: 0 };
  /** @type {(root: Root) => void} */ confirm = () => {};

  /**
   * @param {string} base
   * @param {Root} root as the root says it, or as the builder told the shell
   * @param {boolean} [told]
   */
  constructor(base, root, told) {
    this.base = base;
    this.root = root;
    /** @type {Promise<Root>} */
    this.confirmed = told ? new Promise((confirm) => (this.confirm = confirm)) : Promise.resolve(root);
    this.confirmed.then((root) => (this.root = root));
  }

  /**
   * A core, loaded when first needed.
   * @param {'search'|'markdown'} name
   * @param {import('../search/wasm-runner.js').Index} [other] what it reads instead of the index of this bundle
   * @returns {Promise<Core>}
   */
  core(name, other) {
    const { wasm } = this.root.cores[name];
    return this.#once(wasm.file, async () => {
      const [url, wish] = this.#named(wasm, PROGRAM);
      const program = ahead(() => get(url, { ...wish, code: 'wasm-http' }, async (response) => response));
      const index = name === 'search' && !other ? ahead(() => this.head()) : null;
      const { open } = await this.script(name, this.#begun[name]++);
      const own = {
        head: async () => [await index?.(), JSON.stringify((await this.confirmed).names)],
        part: (/** @type {string} */ path) => this.part(path),
      };
      return open(program, other ?? /** @type {import('../search/wasm-runner.js').Index} */ (own));
    });
  }

  /** What every question needs of the index. */
  head() {
    return getBytes(...this.#named(this.root.head, ['the search index']));
  }

  /**
   * The script of a core. That of the search is of use without its Wasm: it has the list below the field.
   * @param {'search'|'markdown'|'several'} name
   * @param {number} [record]
   * @returns {Promise<Script>}
   */
  script(name, record = 0) {
    return this.#once(name + record, async () => {
      const { file, sha256 } = this.root.cores[name].js;
      const module = address(this.base, file);
      const fetched = (/** @type {RequestCache | undefined} */ cache) =>
        get(module, { what: PROGRAM, sha256, cache }, (response) => response.text());
      return load(module, sha256, fetched).catch((thrown) => {
        const error = thrown?.code
          ? thrown
          : unreachable(PROGRAM, module, 'script-src, and the server must send it as text/javascript');
        // Its name or its hash in the root may be wrong.
        error.stale = true;
        throw error;
      });
    });
  }

  /**
   * Starts loading the names that a question most likely needs, and the card of the medicine it begins with, before the core can
   * say so.
   * @param {string} query
   */
  guess(query) {
    const asked = `${key(query)} `.replace(ORDINARY, '');
    if (asked) ahead(() => this.#begin(asked));
  }

  /** @param {string} asked words with a blank behind each */
  async #begin(asked) {
    const { cards = [], slips, names } = this.root;
    const word = ` ${asked.split(' ')[0]} `;
    const near = cards.filter(([name]) => ` ${name} `.includes(word));
    const [name = '', card] =
      near.findLast(([name]) => asked.startsWith(`${name} `)) ?? (near[1] ? [] : (near[0] ?? []));
    await Promise.all([
      card ? this.#cardFile(card, name) : slips && !near[0] && this.#bytes(slips),
      names[0] &&
        this.names()
          .then((names) => names.leading(asked))
          .then(async ([medicine, other]) => medicine?.file && !other && this.#cardFile(medicine.file, medicine.title)),
    ]);
  }

  /** The search core; its index belongs to this build, or nothing is searched. */
  async search() {
    return this.#same(await this.core('search'));
  }

  /** @returns {Promise<Names>} */
  async names() {
    return (this.#names ??= new Names(this.root.names, (hash) => this.part(`names/${hash}.json`)));
  }

  /** Read anew for each who asks: what one does with a tree is not seen by another. @param {Medicine} medicine */
  async card({ slug, title, file }) {
    return readCard(await this.#cardFile(file, title), slug);
  }

  /** @param {string} file @param {string} title */
  #cardFile(file, title) {
    return this.#bytes(file, ['the card of {0}', title]);
  }

  /** What the elements say in a language; nothing where this bundle has no file of it. @param {string} language */
  async words(language) {
    const { words = {} } = await this.confirmed;
    return Object.hasOwn(words, language) ? parse(await this.#bytes(`words/${words[language]}.json`)) : {};
  }

  /** Slug, title and first sentence of every medicine. @returns {Promise<[string, string, string][]>} */
  async titles() {
    return parse(await getBytes(...this.#named(this.root.titles, ['the list of medicines'])));
  }

  /**
   * A part of the index; whoever waits for the same gets the same. Names are kept, for the shell and the core both read them,
   * and so is what a card or a guess has asked for.
   * @param {string} file
   */
  part(file) {
    const kept = file.startsWith('names/') || this.#files.has(file);
    const part = this.#bytes(file);
    if (!kept) part.finally(() => this.#files.delete(file)).catch(() => {});
    return part;
  }

  /**
   * @param {string} file
   * @param {import('../i18n/messages.js').Part} [what] in the reader's words
   * @returns {Promise<Uint8Array<ArrayBuffer>>}
   */
  #bytes(file, what = /** @type {import('../i18n/messages.js').Part} */ (['a part of the search index'])) {
    return this.#once(file, () => getBytes(...this.#named({ file }, what)));
  }

  /**
   * Address and description of a file.
   * @param {{file: string, sha256?: string}} entry
   * @param {import('../i18n/messages.js').Part} what
   * @returns {[string, import('./fetch-file.js').Wish]}
   */
  #named({ file, sha256 }, what) {
    return [address(this.base, file), { what, sha256 }];
  }

  /**
   * Lets through what belongs to this build.
   * @template {{build?: string}} T
   * @param {T} part
   */
  #same(part) {
    const { build } = this.root;
    if (part.build === build) return part;
    throw unexpected(
      'The files here belong to two builds and are not shown as a mixture: expected {0}, but {1} came.',
      build,
      part.build,
      'stale-mix',
    );
  }

  /**
   * A failed file is asked for again; a good one never, nor a core where this page allows no Wasm.
   * @template T
   * @param {string} name
   * @param {() => Promise<T>} make
   * @returns {Promise<T>}
   */
  #once(name, make) {
    let file = this.#files.get(name);
    if (!file) {
      this.#files.set(name, (file = make()));
      file.catch((error) => /-wasm$/.test(error?.code) || this.#files.delete(name));
    }
    return file;
  }
}
