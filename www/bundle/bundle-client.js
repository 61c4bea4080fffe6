// Gives all elements of a page one client for each bundle, which follows the bundle from build to build.

/**
 * @import { BundleReader, Medicine, Root } from './reader-types.js'
 * @import { Scope, SearchResults, Withdrawn } from './result-types.js'
 */

import { isRoot, parse, ROOT_FORMAT } from './card-file.js';
import { asDrugError, DrugError, NO_STATEMENT, unexpected } from './errors.js';
import { fetchBytes } from './fetch-file.js';
import { openHinted } from './preload.js';
import { Release } from './release.js';

/**
 * Reads the root file, the one file of a bundle that may change under its name.
 * @param {string} base
 * @param {boolean} [again] past every cache
 * @returns {Promise<Root>}
 */
async function readRoot(base, again) {
  const cache = again ? 'reload' : 'no-cache';
  const root = parse(await fetchBytes(`${base}index.json`, { what: ['the list of files, index.json'], cache }, isRoot));
  if (root.format === ROOT_FORMAT) return root;
  throw unexpected('The collection has another format: expected {0}, but got {1}.', ROOT_FORMAT, root.format);
}

/** @param {string} base @param {boolean} [again] past every cache */
const openRelease = async (base, again) => new Release(base, await readRoot(base, again));

/**
 * Opens several bundles as one. The script for that comes from the first that can be reached.
 * @param {string[]} bases
 * @returns {Promise<BundleReader>}
 */
async function openSeveral(bases) {
  /** @type {unknown} */ let failure;
  for (const base of bases) {
    try {
      const lead = await openRelease(base);
      const { MultiBundle } = await lead.script('several');
      return await MultiBundle.open(bases, lead, openRelease);
    } catch (error) {
      failure ??= error;
    }
  }
  throw failure;
}

/** All clients by address. @type {Map<string, BundleClient>} */
const clients = new Map();

/** The bundle at one address, or several bundles whose addresses are separated by spaces. */
export class BundleClient {
  /** @type {Promise<BundleReader> | undefined} */ #reader;
  /** The bundle by the hint of the builder, until the root file is read. @type {Release | undefined} */ #early;
  /** Whether the search core answers at once. */
  ready = false;
  /** Where the bundle wants hits to lead, once the root file is read. */
  template = '';
  /** Pages that were withdrawn after this release, by slug. @type {Map<string, Withdrawn>} */
  withdrawn = new Map();
  /** Takes what is withdrawn out of what was found. @type {<T extends SearchResults>(results: T) => T} */
  amend = (results) => results;
  /** The language of its texts, once the root file is read. */
  lang = '';

  /** @param {string} base */
  constructor(base) {
    this.base = base;
  }

  /**
   * The one client of the bundle at `base`.
   * @param {string} base
   */
  static at(base) {
    let client = clients.get(base);
    if (!client) clients.set(base, (client = new BundleClient(base)));
    return client;
  }

  names() {
    return this.use((reader) => reader.names());
  }

  /**
   * The card of the medicine with exactly this name.
   * @param {string} asked
   */
  card(asked) {
    return this.use(async (reader) => {
      const names = await reader.names();
      const found = await names.find(asked);
      if ('several' in found) throw notFound(asked, found.several, await names.similar(asked));
      const { medicine, renamed } = found;
      const gone = this.withdrawn.get(medicine.slug);
      const card = gone ? { ...gone, root: reader.root, note: [] } : await reader.card(medicine);
      return { ...card, slug: medicine.slug, renamed };
    });
  }

  /**
   * @param {string} query
   * @param {number} limit
   * @param {Scope} scope
   */
  search(query, limit, scope) {
    this.#preload(query);
    return this.use(async (reader) => {
      const results = await (await reader.search()).run(query, limit, scope);
      this.ready = true;
      return this.amend(results);
    });
  }

  /**
   * The script of the search core, which needs no WebAssembly.
   * @param {string} query what is searched for as soon as it is loaded
   */
  searchScript(query) {
    this.#preload(query);
    return this.use((reader) => reader.script('search'));
  }

  /** Loads names and search core before a query needs them. */
  prepare() {
    this.#preload();
    return this.use(async (reader) => {
      await reader.search();
      this.ready = true;
    });
  }

  /** Frees the memory of the search core; a later search loads it again. */
  release() {
    if (this.ready) {
      this.#reader
        ?.then((reader) => reader.search())
        .then((core) => core.close())
        .catch(() => {});
    }
    this.ready = false;
  }

  /** @param {string} [query] */
  #preload(query) {
    if (!this.#reader) this.#early ??= openHinted(this.base, (hint) => new Release(this.base, hint, true));
    if (query && !this.ready)
      Promise.resolve(this.#early ?? this.#reader)
        .then((reader) => reader?.preload(query))
        .catch(() => {});
  }

  /**
   * Runs `task` on one reader. If a file is gone or belongs to another build, it reads the root file again, once.
   * @template T
   * @param {(reader: BundleReader) => Promise<T>} task
   * @returns {Promise<T>}
   */
  async use(task) {
    const reader = await this.#open();
    try {
      return await task(reader);
    } catch (thrown) {
      const error = asDrugError(thrown);
      if (!error.stale && !/http|^(stale|bad)/.test(error.code)) throw error;
      const fresh = await this.#open(reader).catch(() => reader);
      if (fresh === reader) throw error;
      return task(fresh).catch((thrown) => {
        throw asDrugError(thrown);
      });
    }
  }

  /**
   * @param {BundleReader} [old] a reader whose files did not fit together
   * @returns {Promise<BundleReader>}
   */
  async #open(old) {
    const last = this.#reader;
    const known = await last?.catch(() => null);
    if (known && known !== old) return known;
    // Of all callers that waited here, only the first reads the root file.
    if (this.#reader === last) this.#reader = this.#read(old);
    return /** @type {Promise<BundleReader>} */ (this.#reader);
  }

  /** @param {BundleReader} [old] */
  async #read(old) {
    const bases = this.base.split(' ');
    if (bases[1]) return openSeveral(bases);
    const root = await readRoot(this.base, !!old);
    if (old?.root.build === root.build) return old;
    this.template = root.urlTemplate ?? '';
    this.lang = root.lang ?? '';
    const early = this.#early;
    this.#early = undefined;
    return early?.root.build === root.build ? early.confirm(root) : new Release(this.base, root);
  }
}

/**
 * @param {string} asked
 * @param {readonly Medicine[]} several
 * @param {readonly Medicine[]} similar
 */
function notFound(asked, several, similar) {
  const titles = (/** @type {readonly Medicine[]} */ list) => list.map(({ title }) => title);
  /** @type {import('../i18n/messages.js').Message} */
  const text = several.length
    ? ['“{0}” is a name of more than one medicine: {1}. Ask for one of them.', asked, titles(several).join(', ')]
    : ['No medicine here is called “{0}”. {1}', asked, [NO_STATEMENT]];
  return new DrugError('not-found', text, '', several.length ? [] : titles(similar));
}
