// Owns what all elements of a page share: one engine a base, each file of the bundle fetched once.

import { address, AGAIN, getBytes, getJson } from './bundle.js';
import { FORMAT, readCard } from './card-file.js';
import { Core } from './core.js';
import { asDrugError, DrugError } from './errors.js';
import { Names } from './resolve.js';

/**
 * @typedef {import('./core.js').FileEntry} FileEntry
 * @typedef {import('./core.js').CoreEntry} CoreEntry
 * @typedef {import('./resolve.js').MedicineHit} MedicineHit
 * @typedef {import('./resolve.js').Medicine} Medicine
 * @typedef {import('./render.js').Tree} Tree
 *
 * @typedef {object} Root what index.json says
 * @property {number} format
 * @property {string} build
 * @property {string} content
 * @property {string | null} built
 * @property {FileEntry} names
 * @property {FileEntry} index
 * @property {{search: CoreEntry, markdown: CoreEntry}} cores
 *
 * @typedef {'all'|'medicines'|'answers'} Scope
 *
 * @typedef {object} AnswerHit
 * @property {string} slug
 * @property {string} path
 * @property {string} title
 * @property {string} anchor
 * @property {string} kind
 * @property {string} heading
 * @property {string} text
 * @property {number[][]} ranges UTF-16 offsets in `text`
 * @property {number[][]} headingRanges
 * @property {number} score
 * @property {string} match
 *
 * @typedef {object} Answer what one question brings
 * @property {MedicineHit[]} medicines
 * @property {AnswerHit[]} answers
 * @property {MedicineHit[]} different other medicines with a similar name
 * @property {number} total
 * @property {boolean} noMatch
 *
 * @typedef {{build: string, search(query: string, limit: number, scope: Scope): Answer}} Searcher
 */

/** One build of a bundle: everything it names belongs together. */
class Release {
  /** @type {Map<string, Promise<any>>} */ #files = new Map();

  /**
   * @param {string} base
   * @param {Root} root
   */
  constructor(base, root) {
    this.base = base;
    this.root = root;
    /** @type {Core<Searcher>} */
    this.search = new Core(base, root.cores.search, async (glue) => {
      const searcher = glue.Engine.open(await this.#index());
      if (searcher.build !== root.build) throw mixed(root.build, searcher.build);
      return searcher;
    });
    /** @type {Core<{card(markdown: string): {title: string, tree: Tree}}>} */
    this.markdown = new Core(base, root.cores.markdown, (glue) => glue);
  }

  /** @returns {Promise<Names>} */
  names() {
    return this.#once('names', async () => {
      const { file, sha256 } = this.root.names;
      const names = await getJson(address(this.base, file), { what: 'the list of medicines', sha256 });
      if (names.build !== this.root.build) throw mixed(this.root.build, names.build);
      return new Names(
        names.medicines.map((/** @type {any} */ [slug, title, card, line, exact, synonyms]) => ({
          slug, title, file: card, line: line ?? '', exact: exact ?? [], synonyms: synonyms ?? [],
        })),
      );
    });
  }

  /** @param {Medicine} medicine */
  card({ slug, title, file }) {
    return this.#once(slug, async () => readCard(await getBytes(address(this.base, file), { what: `the card of ${title}` }), slug));
  }

  #index() {
    const { file, sha256 } = this.root.index;
    return getBytes(address(this.base, file), { what: 'the search index', sha256 });
  }

  /**
   * A failed file is asked for again, a good one never.
   * @template T
   * @param {string} name
   * @param {() => Promise<T>} make
   * @returns {Promise<T>}
   */
  #once(name, make) {
    let file = this.#files.get(name);
    if (!file) {
      file = make();
      this.#files.set(name, file);
      file.catch(() => this.#files.delete(name));
    }
    return file;
  }
}

/** The bundle at one address. */
export class Engine {
  /** @type {Map<string, Engine>} */ static #all = new Map();
  /** @type {Promise<Release> | null} */ #release = null;
  /** Whether the search core answers at once. */
  ready = false;

  /** @param {string} base */
  constructor(base) {
    this.base = base;
  }

  /**
   * The one engine of the bundle at `base`.
   * @param {string} base
   */
  static at(base) {
    let engine = this.#all.get(base);
    if (!engine) this.#all.set(base, (engine = new Engine(base)));
    return engine;
  }

  /** @returns {Promise<Names>} */
  names() {
    return this.#use((release) => release.names());
  }

  /**
   * The card of the medicine that bears exactly this name.
   * @param {string} asked
   */
  card(asked) {
    return this.#use(async (release) => {
      const names = await release.names();
      const found = names.find(asked);
      if ('several' in found) throw missing(asked, found.several, names);
      const { medicine, renamed } = found;
      return { ...(await release.card(medicine)), slug: medicine.slug, renamed, root: release.root };
    });
  }

  /**
   * @param {string} query
   * @param {number} limit
   * @param {Scope} scope
   * @returns {Promise<Answer>}
   */
  search(query, limit, scope) {
    return this.#use(async (release) => {
      const answer = await release.search.run((searcher) => searcher.search(query, limit, scope));
      this.ready = true;
      return answer;
    });
  }

  /** Loads names and search core before they are asked. */
  async prepare() {
    await this.#use(async (release) => {
      await Promise.all([release.names(), release.search.load()]);
      this.ready = true;
    });
  }

  /**
   * The card of a Markdown text.
   * @param {string} markdown
   */
  markdown(markdown) {
    return this.#use((release) => release.markdown.run((core) => core.card(markdown)));
  }

  /** Gives the memory of the search core back; a later search loads it again. */
  async release() {
    this.ready = false;
    (await this.#release)?.search.drop();
  }

  /**
   * Runs `task` on one release. Where a file of it is gone or of another build, the root is asked again, once.
   * @template T
   * @param {(release: Release) => Promise<T>} task
   * @returns {Promise<T>}
   */
  async #use(task) {
    const release = await this.#open();
    try {
      return await task(release);
    } catch (thrown) {
      const error = asDrugError(thrown);
      if (!['stale-mix', 'http', 'bad-data', 'wasm-http'].includes(error.code)) throw error;
      const fresh = await this.#open(release);
      if (fresh === release) throw error;
      return task(fresh);
    }
  }

  /**
   * @param {Release} [old] the one that did not fit together
   * @returns {Promise<Release>}
   */
  async #open(old) {
    const known = await this.#release?.catch(() => null);
    if (known && known !== old) return known;
    const opening = (this.#release = readRoot(this.base, old ? 'reload' : 'no-cache').then((root) =>
      root.build === old?.root.build ? old : new Release(this.base, root),
    ));
    opening.catch(() => {
      if (this.#release === opening) this.#release = null;
    });
    return opening;
  }
}

/**
 * @param {string} base
 * @param {RequestCache} cache
 * @returns {Promise<Root>}
 */
async function readRoot(base, cache) {
  const root = await getJson(`${base}index.json`, { what: 'the list of files (index.json)', cache });
  if (root?.format !== FORMAT) {
    throw new DrugError(
      'bad-data',
      `The collection at this address is of another format: expected ${FORMAT}, but ${root?.format ?? 'none'} came.`,
      AGAIN,
    );
  }
  return root;
}

/**
 * @param {string} expected
 * @param {unknown} came
 */
function mixed(expected, came) {
  return new DrugError(
    'stale-mix',
    `The files here belong to two builds: expected ${expected}, but ${came} came. Nothing is shown rather than a mixture.`,
    AGAIN,
  );
}

/**
 * @param {string} asked
 * @param {readonly Medicine[]} several
 * @param {Names} names
 */
function missing(asked, several, names) {
  const titles = (/** @type {readonly Medicine[]} */ list) => list.map(({ title }) => title);
  if (several.length) {
    return new DrugError(
      'not-found',
      `“${asked}” is a name of more than one medicine in this collection: ${titles(several).join(', ')}. Ask for one of them.`,
    );
  }
  return new DrugError(
    'not-found',
    `No medicine called “${asked}” in this collection. It is not a statement about safety.`,
    '',
    titles(names.similar(asked)),
  );
}
