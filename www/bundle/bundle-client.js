// Owns what all elements of a page share: one engine a base, and which build of its bundle is read.

import { FORMAT, isRoot, parse } from './card-file.js';
import { asDrugError, DrugError, NO_STATEMENT, unexpected } from './errors.js';
import { folder, getBytes } from './fetch-file.js';
import { Release } from './release.js';

/**
 * @typedef {import('../search/wasm-runner.js').Core} Core
 * @typedef {import('./release.js').Root} Root
 * @typedef {import('./names.js').MedicineHit} MedicineHit
 * @typedef {import('./names.js').Medicine} Medicine
 * @typedef {import('./names.js').Names} Names
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
 * @property {boolean} [noMatch]
 * @property {import('./multi-bundle.js').Missing[]} [missing] the bundles of several that could not be searched
 *
 * @typedef {Answer & {hits: (root: string, template: string) => import('../search/search-core.js').IndexHit[]}} FullAnswer from the core: `hits` makes what scripts get
 */

/**
 * What the builder writes here: the files that the first search needs, so that they are asked for without waiting for the
 * root. The root still decides.
 * @type {Root | string}
 */
const TOLD = 'drug-card:root';

/**
 * Reads the one file of a bundle that keeps its name.
 * @param {string} base
 * @param {boolean} [again] past every cache
 * @returns {Promise<Root>}
 */
async function readRoot(base, again) {
  /** @type {RequestCache} */ const cache = again ? 'reload' : 'no-cache';
  const root = parse(await getBytes(`${base}index.json`, { what: ['the list of files, index.json'], cache }, isRoot));
  if (root.format === FORMAT) return root;
  throw unexpected('The collection is of another format: expected {0}, but {1} came.', FORMAT, root.format);
}

/**
 * Several bundles read as one; the script for that comes from the first that can be reached.
 * @param {string[]} bases
 * @returns {Promise<Release>}
 */
async function several(bases) {
  /** @type {unknown} */ let failure;
  for (const base of bases) {
    try {
      const lead = new Release(base, await readRoot(base));
      const { Several } = await lead.script('several');
      return /** @type {any} */ (await Several.of(bases, lead, readRoot));
    } catch (error) {
      failure ??= error;
    }
  }
  throw failure;
}

/** The bundle at one address, or those at several, parted by blanks. */
export class Engine {
  /** @type {Map<string, Engine>} */ static #all = new Map();
  /** @type {Promise<Release> | undefined} */ #release;
  /** Made of what the builder told, until the root confirms or replaces it. @type {Release | undefined} */ #early;
  /** Whether the search core answers at once. */
  ready = false;
  /** Where the bundle wants hits to lead, once the root is read. */
  template = '';
  /** The language of its texts, then. */
  lang = '';

  /** @param {string} base */
  constructor(base) {
    this.base = base;
  }

  /**
   * The one engine of the bundle at `base`.
   * @param {string} base
   */
  static at(base) {
    let engine = Engine.#all.get(base);
    if (!engine) Engine.#all.set(base, (engine = new Engine(base)));
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
      const found = await names.find(asked);
      if ('several' in found) throw missing(asked, found.several, await names.similar(asked));
      const { medicine, renamed } = found;
      return { note: [], root: release.root, ...(await release.card(medicine)), slug: medicine.slug, renamed };
    });
  }

  /**
   * @param {string} query
   * @param {number} limit
   * @param {Scope} scope
   * @returns {Promise<FullAnswer>}
   */
  search(query, limit, scope) {
    this.#hurry(query);
    return this.#use(async (release) => {
      const answer = await (await release.search()).run(query, limit, scope);
      this.ready = true;
      return answer;
    });
  }

  /**
   * The script that comes with the search core; it needs no Wasm.
   * @param {string} query what is asked as soon as it is there
   */
  script(query) {
    this.#hurry(query);
    return this.#use((release) => release.script('search'));
  }

  /** Loads names and search core before they are asked. */
  prepare() {
    this.#hurry();
    return this.#use(async (release) => {
      await release.search();
      this.ready = true;
    });
  }

  /** What the elements say, in another language than English. @param {string} language */
  words(language) {
    return this.#use((release) => release.words(language));
  }

  /** Slug, title and first sentence of every medicine, by title. */
  titles() {
    return this.#use((release) => release.titles());
  }

  /**
   * Starts loading what the builder said the first search needs, and what this question does; a failure is met again by who needs
   * the file.
   * @param {string} [query]
   */
  #hurry(query) {
    if (typeof TOLD !== 'string' && !this.#release && !this.#early && this.base === folder('.', import.meta.url)) {
      this.#early = new Release(this.base, TOLD, true);
      this.#early.search().catch(() => {});
    }
    // Several bundles guess nothing.
    if (query && !this.ready)
      Promise.resolve(this.#early ?? this.#release).then(
        (release) => release?.guess?.(query),
        () => {},
      );
  }

  /** The core that reads Markdown files. @returns {Promise<Required<Core>>} */
  markdown() {
    return this.#use((release) => /** @type {Promise<Required<Core>>} */ (release.core('markdown')));
  }

  /** Gives the memory of the search core back; a later search loads it again. */
  release() {
    if (this.ready)
      this.#release
        ?.then((release) => release.search())
        .then((core) => core.close())
        .catch(() => {});
    this.ready = false;
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
      if (!error.stale && !/http|^(stale|bad)/.test(error.code)) throw error;
      const fresh = await this.#open(release).catch(() => release);
      if (fresh === release) throw error;
      return task(fresh).catch((thrown) => {
        throw asDrugError(thrown);
      });
    }
  }

  /**
   * @param {Release} [old] the one that did not fit together
   * @returns {Promise<Release>}
   */
  async #open(old) {
    const last = this.#release;
    const known = await last?.catch(() => null);
    if (known && known !== old) return known;
    // Of all who waited here, the first asks for the root.
    if (this.#release === last) this.#release = this.#read(old);
    return /** @type {Promise<Release>} */ (this.#release);
  }

  /** @param {Release} [old] */
  async #read(old) {
    const bases = this.base.split(' ');
    if (bases[1]) return several(bases);
    const root = await readRoot(this.base, !!old);
    if (old?.root.build === root.build) return old;
    this.template = root.urlTemplate ?? '';
    this.lang = root.lang ?? '';
    const early = this.#early;
    this.#early = undefined;
    if (early?.root.build !== root.build) return new Release(this.base, root);
    early.confirm(root);
    await early.confirmed;
    return early;
  }
}

/**
 * @param {string} asked
 * @param {readonly Medicine[]} several
 * @param {readonly Medicine[]} similar
 */
function missing(asked, several, similar) {
  const titles = (/** @type {readonly Medicine[]} */ list) => list.map(({ title }) => title);
  /** @type {import('../i18n/messages.js').Words} */
  const words = several.length
    ? ['“{0}” is a name of more than one medicine: {1}. Ask for one of them.', asked, titles(several).join(', ')]
    : ['No medicine here is called “{0}”. {1}', asked, [NO_STATEMENT]];
  return new DrugError('not-found', words, '', several.length ? [] : titles(similar));
}
