// Owns several bundles read as one: one core over all their indexes, one list of names, and what is said of a bundle that is missing.
//
// A page with one bundle never loads it. Where a bundle cannot be read, the others are
// searched without it, the answer says so, and nothing that is merely spelled like the question is answered from: the name
// may stand in the bundle that is missing.

import { said } from './errors.js';
import { key } from './names.js';

/**
 * @typedef {import('./release.js').Release} Release
 * @typedef {import('./release.js').Root} Root
 * @typedef {import('./names.js').Medicine} Medicine
 * @typedef {import('./names.js').Name} Name
 * @typedef {import('./bundle-client.js').FullAnswer} FullAnswer
 * @typedef {(base: string, again?: boolean) => Promise<Root>} ReadRoot
 * @typedef {{collection: string, base: string, error: any}} Missing
 * @typedef {[import('../i18n/messages.js').Key, string]} Note what is said behind another sentence, `{0}`, of a collection
 *
 * @typedef {object} Part one bundle
 * @property {string} base
 * @property {Release | null} release null until its root could be read
 * @property {any} error why it is not searched now
 * @property {number} since when that was, or when a newer build was taken
 *
 * @typedef {Map<Part, Missing>} Gaps what a question was not put to, and why
 */

/** Milliseconds after which a bundle that failed is asked again, and after which another build of it is taken: two servers may hold two. */
const REST = 15_000;

/** Failures that a newer build of the bundle may explain. */
const STALE = ['stale-mix', 'http', 'bad-data'];

/** What the collection is called: by its builder, or else by its address. @param {Part} part */
const called = ({ base, release }) => release?.root.title || base;

/** @template {object} T @param {T} found @param {Part} part */
const of = (found, part) => ({
  ...found,
  base: part.base,
  collection: called(part),
  template: part.release?.root.urlTemplate ?? '',
  lang: part.release?.root.lang,
});

/** Several bundles, in place of the release of one. */
export class Several {
  #lead;
  #read;
  #parts;
  /** The bundles in the order in which the core that was asked last has them. @type {Part[]} */ #open = [];
  /** @type {Promise<import('../search/wasm-runner.js').Core> | undefined} */ #core;

  /**
   * @param {Part[]} parts
   * @param {Release} lead whose program is run
   * @param {ReadRoot} read
   */
  constructor(parts, lead, read) {
    this.#parts = parts;
    this.#lead = lead;
    this.#read = read;
    this.root = lead.root;
  }

  /**
   * @param {string[]} bases
   * @param {Release} lead one of them, where this script came from
   * @param {ReadRoot} read
   */
  static async of(bases, lead, read) {
    /** @type {Part[]} */
    const parts = bases.map((base) => ({ base, release: base === lead.base ? lead : null, error: null, since: 0 }));
    const all = new Several(parts, lead, read);
    await Promise.all(parts.map((part) => part.release ?? all.#begin(part)));
    return all;
  }

  /** @param {'search'|'markdown'} name */
  script(name) {
    return this.#lead.script(name);
  }

  /** @param {'markdown'} name */
  core(name) {
    return this.#lead.core(name);
  }

  async search() {
    this.#again();
    const core = await this.#without(() => (this.#core ??= this.#start()));
    const run = (/** @type {any[]} */ ...asked) => this.#without(async () => this.#tell(await core.run(...asked)));
    return { close: () => core.close(), run };
  }

  /** One list of all names, as of one bundle; missing is what was not asked, though it be back by now. */
  async names() {
    this.#again();
    /** @type {Gaps} */ const gaps = new Map();
    return {
      get missing() {
        return [...gaps.values()];
      },
      /** @param {string} asked */
      find: (asked) => this.#find(asked),
      /** @param {string} asked */
      similar: async (asked) =>
        (await this.#each((names) => names.similar(asked), gaps)).flatMap(([part, found]) =>
          found.map((one) => of(one, part)),
        ),
      /** @param {string} name */
      at: (name) => this.#at(name, gaps),
      /** @param {string} start @returns {Promise<Name[]>} */
      with: async (start) => {
        const found = await this.#each((names) => names.with(start), gaps);
        return found
          .flatMap(([part, names]) => names.map((name) => its(name, part)))
          .sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
      },
    };
  }

  /** @param {Medicine & {note?: Note[]}} medicine as `find` gave it */
  async card(medicine) {
    const part = /** @type {Part} */ (this.#parts.find(({ base }) => base === medicine.base));
    if (!part.release) throw part.error;
    return { ...(await part.release.card(medicine)), root: part.release.root, note: medicine.note };
  }

  /**
   * The medicine that bears exactly this name, by the surest right that any bundle gives; one that stands in two bundles is
   * taken from the first, and the note says where else it is.
   * @param {string} asked
   * @returns {Promise<{medicine: Medicine & {note: Note[]}, renamed: boolean} | {several: readonly Medicine[]}>}
   */
  async #find(asked) {
    const name = key(asked);
    /** @type {Gaps} */ const gaps = new Map();
    const own = (await this.#at(name, gaps))?.own ?? [];
    const best = own[0]?.[0];
    const found = own.filter(([right]) => right === best).map(([, medicine]) => medicine);
    const slugged = found.filter(({ slug }) => slug === asked.trim());
    const all = slugged.length ? slugged : found;
    const [first, ...others] = all;
    const missing = [...gaps.values()];
    const [gap] = missing;
    if (!first) {
      if (!gap) return { several: [] };
      const { code, hint } = gap.error;
      throw {
        code,
        message: [
          'Nothing else here is called “{0}”, but the collection “{1}” could not be searched: {2}',
          asked,
          gap.collection,
          said(gap.error),
        ],
        hint: hint || gap.base,
      };
    }
    if (
      new Set(all.map(({ base }) => base)).size < all.length ||
      others.some(({ title }) => key(title) !== key(first.title))
    ) {
      return { several: all.map((medicine) => ({ ...medicine, title: `${medicine.title} (${medicine.collection})` })) };
    }
    /** @type {Note[]} */
    const note = [
      ['{0} · from the collection “{1}”', first.collection ?? ''],
      ...others.map(({ collection = '' }) => /** @type {Note} */ (['{0}, also in “{1}”', collection])),
      ...missing.map(({ collection }) => /** @type {Note} */ (['{0}, “{1}” could not be searched', collection])),
    ];
    return { medicine: { ...first, note }, renamed: key(first.title) !== name && key(first.slug) !== name };
  }

  /** @param {string} name @param {Gaps} gaps @returns {Promise<Name | undefined>} */
  async #at(name, gaps) {
    const found = (await this.#each((names) => names.at(name), gaps)).flatMap(([part, one]) =>
      one ? [its(one, part)] : [],
    );
    const [first] = found;
    return first && { ...first, own: found.flatMap(({ own }) => own).sort(([a], [b]) => a - b) };
  }

  /**
   * Asks the names of every bundle; throws where none can be read.
   * @template T
   * @param {(names: import('./names.js').Names) => Promise<T>} task
   * @param {Gaps} gaps
   */
  #each(task, gaps) {
    return this.#all(async (release) => task(await release.names()), gaps);
  }

  /**
   * Asks every bundle, one that fails at most twice; `gaps` gets those that did not answer. Throws where none does.
   * @template T
   * @param {(release: Release) => Promise<T>} task
   * @param {Gaps} gaps
   * @returns {Promise<[Part, T, Release][]>}
   */
  async #all(task, gaps) {
    const found = await Promise.all(
      this.#parts.map(async (part) => {
        let { release, error } = part;
        for (let left = 2; left && release && !error; left--) {
          try {
            return /** @type {[Part, T, Release]} */ ([part, await task(release), release]);
          } catch (failure) {
            await this.#lose(part, release, failure);
            ({ release, error } = part);
            if (left === 1) error ??= failure;
          }
        }
        gaps.set(part, { collection: called(part), base: part.base, error });
        return null;
      }),
    );
    const all = found.filter((one) => one !== null);
    if (!all.length) throw [...gaps.values()][0]?.error;
    return all;
  }

  #start() {
    const core = this.#lead.core('search', { head: () => this.#heads(), part: (path) => this.#part(path) });
    core.catch(() => (this.#core = undefined));
    return core;
  }

  /** The heads of all that can be read; the first opens the index, the others join it. */
  async #heads() {
    /** @type {Gaps} */ const gaps = new Map();
    const read = await this.#all((release) => release.head(), gaps);
    const [first, ...others] = /** @type {[typeof read[0], ...typeof read]} */ (read);
    const directory = (/** @type {Release} */ { root }) => JSON.stringify(root.names);
    const same = (
      /** @type {{build: string}} */ { build },
      /** @type {Part} */ part,
      /** @type {Release} */ release,
    ) => {
      if (build === release.root.build) return;
      throw {
        code: 'stale-mix',
        message: 'Its files belong to two builds.',
        hint: 'Copy the whole bundle again.',
        part,
        release,
      };
    };
    /** @param {any} engine */
    const join = (engine) => {
      const [part, , release] = first;
      same(engine, part, release);
      for (const [part, head, release] of others) {
        try {
          engine.join(head, directory(release));
        } catch (error) {
          throw { code: 'bad-data', message: `${error}.`, hint: 'Build the bundle again.', part, release };
        }
        same(engine, part, release);
      }
      const open = read.map(([part]) => part);
      const search = engine.search.bind(engine);
      // An answer says itself of which bundles it is: others may be open when it is there.
      engine.search = (/** @type {any[]} */ ...asked) => {
        this.#open = open;
        return { ...JSON.parse(search(...asked)), open, gaps };
      };
    };
    return /** @type {[Uint8Array, string, (engine: any) => void]} */ ([first[1], directory(first[2]), join]);
  }

  /**
   * Brings a file that a question needs: behind its number in the core, but for the first.
   * @param {string} path
   */
  async #part(path) {
    const [part, file] = this.#place(path);
    const release = /** @type {Release} */ (part?.release);
    try {
      return await release.part(file);
    } catch (error) {
      throw Object.assign(/** @type {any} */ (error), { part, release });
    }
  }

  /** @param {string} path @returns {[Part | undefined, string]} */
  #place(path) {
    return /^\d\//.test(path) ? [this.#open[Number(path[0])], path.slice(2)] : [this.#open[0], path];
  }

  /**
   * Does it again without the bundle whose file fails, or with a newer build of it, while there is another; twice a bundle
   * at most.
   * @template T
   * @param {() => Promise<T>} task
   * @returns {Promise<T>}
   */
  async #without(task) {
    for (let left = 2 * this.#parts.length; ; left--) {
      try {
        return await task();
      } catch (/** @type {any} */ error) {
        const part = error.part ?? (error.path && this.#place(error.path)[0]);
        if (!left || !part?.release || !this.#parts.some((other) => other !== part && !other.error)) throw error;
        await this.#lose(part, error.release ?? part.release, error);
        (await this.#core)?.close();
      }
    }
  }

  /**
   * Says of each hit where it is from; while a bundle is missing, a name that was mended is another medicine's.
   * @param {FullAnswer & {open: Part[], gaps: Gaps}} answer
   * @returns {FullAnswer}
   */
  #tell({ open, gaps, ...answer }) {
    const missing = [...gaps.values()];
    const named = (/** @type {any} */ hit) => !missing.length || hit.match !== 'spelling';
    const own = (/** @type {any[]} */ hits) => hits.map((hit) => of(hit, /** @type {Part} */ (open[hit.volume ?? 0])));
    const medicines = own(answer.medicines);
    const similar = medicines.filter((hit) => !named(hit)).map((hit) => ({ ...hit, match: 'similar' }));
    return {
      ...answer,
      medicines: medicines.filter(named),
      answers: own(answer.answers).filter(named),
      different: [...similar, ...own(answer.different)],
      ...(missing.length && { missing }),
    };
  }

  /**
   * Goes on without a bundle, unless a newer build of it explains the failure.
   * @param {Part} part
   * @param {Release} release the one that failed
   * @param {any} error
   */
  async #lose(part, release, error) {
    // Somebody else met the same.
    if (part.error || part.release !== release) return;
    const { build } = release.root;
    const root =
      (STALE.includes(error.code) || error.stale) && Date.now() - part.since >= REST
        ? await this.#read(part.base, true).catch(() => null)
        : null;
    if (part.error || part.release !== release) return;
    const newer = root && root.build !== build;
    Object.assign(part, newer ? { release: this.#release(part.base, root) } : { error }, { since: Date.now() });
  }

  /** @param {string} base @param {Root} root @returns {Release} */
  #release(base, root) {
    // The class of the shell: this script has none of its own.
    return new /** @type {any} */ (this.#lead.constructor)(base, root);
  }

  /** Reads the root of a bundle. @param {Part} part */
  async #begin(part) {
    try {
      part.release = this.#release(part.base, await this.#read(part.base));
      part.error = null;
    } catch (error) {
      Object.assign(part, { error, since: Date.now() });
    }
  }

  /** Asks what failed again, beside the question; what comes back is in the next answer. */
  #again() {
    for (const part of this.#parts) {
      if (!part.error || Date.now() - part.since < REST) continue;
      part.since = Date.now();
      this.#begin(part)
        .then(async () => !part.error && (await this.#core)?.close())
        .catch(() => {});
    }
  }
}

/**
 * A name with medicines that say which bundle they are of.
 * @param {Name} name
 * @param {Part} part
 * @returns {Name}
 */
function its(name, part) {
  return { ...name, own: name.own.map(([right, medicine]) => [right, of(medicine, part)]) };
}
