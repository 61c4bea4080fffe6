// Reads the files of one build of a bundle, each fetched once, and starts its two cores.

/**
 * @import { MessagePart } from '../i18n/messages.js'
 * @import { FetchOptions } from './fetch-file.js'
 * @import { DrugError } from './errors.js'
 * @import { BundleReader, Cores, IndexSource, Medicine, OpenCore, Root, Scripts } from './reader-types.js'
 */

import { ahead } from './ahead.js';
import { parse, readCard } from './card-file.js';
import { unexpected } from './errors.js';
import { fetchBytes, fetchFile, fileUrl, unreachable } from './fetch-file.js';
import { load } from './import-with-integrity.js';
import { key, Names } from './names.js';

/** @type {MessagePart} */
const PROGRAM = ['the search program'];

/**
 * One build of a bundle. All files that its root names belong together.
 * @implements {BundleReader}
 */
export class Release {
  /** @type {Map<string, Promise<unknown>>} */ #files = new Map();
  /** @type {Names | undefined} */ #names;
  /** How often each core was loaded: each time its script is another module, since a module holds one instance. */
  #loads = { search: 0, markdown: 0 };

  /** @type {(root: Root) => void} */ #confirm = () => {};

  /**
   * @param {string} base
   * @param {Root} root
   * @param {boolean} [hinted] whether `root` is a hint of the builder, which lacks what the first search does not need
   */
  constructor(base, root, hinted) {
    this.base = base;
    /** What was known of the bundle first, with the hints of the builder where there are any. */
    this.hint = this.root = root;
    /** What the root file says. @type {Promise<Root>} */
    this.confirmed = hinted ? new Promise((confirm) => (this.#confirm = confirm)) : Promise.resolve(root);
  }

  /** Replaces a hint by what the root file says. @param {Root} root */
  confirm(root) {
    this.root = root;
    this.#confirm(root);
    return this;
  }

  /** The search core. Its index must belong to this build. */
  async search() {
    const core = await this.core('search');
    const { build } = this.root;
    if (core.build === build) return core;
    throw unexpected(
      'The files are from two builds and are not mixed: expected {0}, but got {1}.',
      build,
      core.build,
      'stale-mix',
    );
  }

  /**
   * A core, loaded when first needed.
   * @template {keyof Cores} N
   * @param {N} name
   * @param {IndexSource} [source] what it reads instead of the index of this bundle
   * @returns {Promise<Cores[N]>}
   */
  core(name, source) {
    const { wasm } = this.root.cores[name];
    return this.#once(wasm.file, async () => {
      const [url, options] = this.#request(wasm, PROGRAM);
      const program = ahead(() => fetchFile(url, { ...options, code: 'wasm-http' }, async (response) => response));
      const head = name === 'search' && !source ? ahead(() => this.head()) : null;
      const script = await this.script(name, this.#loads[name]++);
      const { open } = /** @type {{open: OpenCore<Cores[N]>}} */ (/** @type {unknown} */ (script));
      /** @type {IndexSource} */
      const own = {
        head: async () => [await head?.(), JSON.stringify((await this.confirmed).names)],
        part: (path) => this.part(path),
      };
      return open(program, source ?? own);
    });
  }

  /** What every query needs of the index. */
  head() {
    return fetchBytes(...this.#request(this.root.head, ['the search index']));
  }

  /**
   * @template {keyof Scripts} N
   * @param {N} name
   * @param {number} [record] distinguishes modules of the same script
   * @returns {Promise<Scripts[N]>}
   */
  script(name, record = 0) {
    return this.#once(name + record, async () => {
      const { file, sha256 } = this.root.cores[name].js;
      const url = fileUrl(this.base, file);
      const fetched = (/** @type {RequestCache | undefined} */ cache) =>
        fetchFile(url, { what: PROGRAM, sha256, cache }, (response) => response.text());
      return load(url, sha256, fetched).catch((/** @type {DrugError | undefined} */ thrown) => {
        const error = thrown?.code
          ? thrown
          : unreachable(PROGRAM, url, 'script-src, and the server must send it as text/javascript');
        // Its name or its hash in the root may be outdated.
        error.stale = true;
        throw error;
      });
    });
  }

  /** @param {string} query */
  async preload(query) {
    (await this.script('search')).preload(this, query, key);
  }

  async names() {
    return (this.#names ??= new Names(
      this.root.names,
      (hash) => this.part(`names/${hash}.json`),
      async () => (await this.confirmed).redirects,
    ));
  }

  /** Parsed again for each caller: a caller may change the tree. @param {Medicine} medicine */
  async card({ slug, title, file }) {
    return { ...readCard(await this.cardFile(file, title), slug), root: this.root, note: [] };
  }

  /** @param {string} file @param {string} title */
  cardFile(file, title) {
    return this.file(file, ['the card of {0}', title]);
  }

  /** @param {string} language */
  async messages(language) {
    const { words = {} } = await this.confirmed;
    return Object.hasOwn(words, language) ? parse(await this.file(`words/${words[language]}.json`)) : {};
  }

  /** @returns {Promise<[string, string, string][]>} */
  async titles() {
    return parse(await fetchBytes(...this.#request(this.root.titles, ['the list of medicines'])));
  }

  /**
   * A part of the index. Names are kept, since the elements and the core both read them, and so is what was loaded for a card or
   * ahead of a query.
   * @param {string} file
   */
  part(file) {
    const kept = file.startsWith('names/') || this.#files.has(file);
    const part = this.file(file);
    if (!kept) part.finally(() => this.#files.delete(file)).catch(() => {});
    return part;
  }

  /**
   * A file with a checksum in its name.
   * @param {string} file
   * @param {MessagePart} [what] in words for the reader
   * @returns {Promise<Uint8Array<ArrayBuffer>>}
   */
  file(file, what = /** @type {const} */ (['a part of the search index'])) {
    return this.#once(file, () => fetchBytes(...this.#request({ file }, what)));
  }

  /**
   * @param {{file: string, sha256?: string}} entry
   * @param {MessagePart} what
   * @returns {[string, FetchOptions]}
   */
  #request({ file, sha256 }, what) {
    return [fileUrl(this.base, file), { what, sha256 }];
  }

  /**
   * Loads a file once. A file that failed is loaded again when it is needed again, but a core is not where this page does not
   * allow WebAssembly.
   * @template T
   * @param {string} name
   * @param {() => Promise<T>} load
   * @returns {Promise<T>}
   */
  #once(name, load) {
    let file = /** @type {Promise<T> | undefined} */ (this.#files.get(name));
    if (!file) {
      this.#files.set(name, (file = load()));
      file.catch((error) => /-wasm$/.test(error?.code) || this.#files.delete(name));
    }
    return file;
  }
}
