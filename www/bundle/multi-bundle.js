// Reads several bundles as if they were one: one core over all their indexes, one list of names, and a note of what is missing.
//
// A page with one bundle never loads this. While a bundle cannot be read, the others are searched without it, the results say
// so, and a corrected name leads to no answer: as it was typed, it may be in the bundle that is missing.

/**
 * @import { BundleReader, Card, CoreResults, Found, Medicine } from './reader-types.js'
 * @import { Name, NameLookup, Note, SearchCore, WasmIndex } from './reader-types.js'
 * @import { AnswerHit, MedicineHit } from './result-types.js'
 * @import { Failed, Gaps, Member, Opened } from './member.js'
 * @import { Release } from './release.js'
 */

import { messageOf } from './errors.js';
import { from, memberOf, nameFrom, nameOf } from './member.js';
import { key } from './names.js';

/** @typedef {(base: string, again?: boolean) => Promise<Release>} OpenRelease */

/**
 * Milliseconds after which a member that failed is tried again, and after which another build of it is opened: two servers of
 * one address may hold different builds.
 */
const REST = 15_000;

/** Failures that a newer build of the bundle may explain. */
const STALE = ['stale-mix', 'http', 'bad-data'];

/**
 * Several bundles.
 * @implements {BundleReader}
 */
export class MultiBundle {
  #lead;
  #openRelease;
  #members;
  /** @type {Promise<SearchCore> | undefined} */ #core;

  /**
   * @param {Member[]} members
   * @param {Release} lead whose cores are run
   * @param {OpenRelease} openRelease
   */
  constructor(members, lead, openRelease) {
    this.#members = members;
    this.#lead = lead;
    this.#openRelease = openRelease;
    this.root = lead.root;
  }

  /**
   * @param {string[]} bases
   * @param {Release} lead one of them, which this script comes from
   * @param {OpenRelease} openRelease
   */
  static async open(bases, lead, openRelease) {
    /** @type {Member[]} */
    const members = bases.map((base) => ({ base, release: base === lead.base ? lead : null, error: null, since: 0 }));
    const all = new MultiBundle(members, lead, openRelease);
    await Promise.all(members.map((member) => member.release ?? all.#begin(member)));
    return all;
  }

  /** @template {'search' | 'tools' | 'compare' | 'find'} N @param {N} name */
  script(name) {
    return this.#lead.script(name);
  }

  /** @param {'markdown'} name */
  core(name) {
    return this.#lead.core(name);
  }

  /** @param {string} language */
  messages(language) {
    return this.#lead.messages(language);
  }

  async titles() {
    const all = await this.#each((release) => release.titles(), new Map());
    return all.flatMap(([, titles]) => titles);
  }

  /** Loads nothing ahead: which bundle has the answer is unknown. */
  preload() {}

  async search() {
    this.#retry();
    const core = await this.#withoutFailing(() => (this.#core ??= this.#start()));
    return {
      close: () => core.close(),
      run: (/** @type {Parameters<SearchCore['run']>} */ ...asked) =>
        this.#withoutFailing(async () => this.#mark(await core.run(...asked))),
    };
  }

  /** One list of all names. `missing` is what the lookups did without, even if it is back in the meantime. */
  async names() {
    this.#retry();
    /** @type {Gaps} */ const gaps = new Map();
    /** @type {NameLookup} */
    const names = {
      get missing() {
        return [...gaps.values()];
      },
      find: (asked) => this.#find(asked),
      similar: async (asked) => {
        const all = await this.#eachNames((names) => names.similar(asked), gaps);
        return all.flatMap(([member, found]) => found.map((one) => from(one, member)));
      },
      at: (name) => this.#at(name, gaps),
      with: async (start) => {
        const all = await this.#eachNames((names) => names.with(start), gaps);
        return all
          .flatMap(([member, found]) => found.map((name) => nameFrom(name, member)))
          .sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
      },
    };
    return names;
  }

  /** @param {Medicine} medicine as `find` returned it @returns {Promise<Card>} */
  async card(medicine) {
    const member = /** @type {Member} */ (this.#members.find(({ base }) => base === medicine.base));
    if (!member.release) throw member.error;
    return { ...(await member.release.card(medicine)), note: medicine.note ?? [] };
  }

  /**
   * The medicine with exactly this name, by the strongest match that any bundle has. A medicine of several bundles is taken from
   * the first, and the note names the others.
   * @param {string} asked
   * @returns {Promise<Found>}
   */
  async #find(asked) {
    const name = key(asked);
    /** @type {Gaps} */ const gaps = new Map();
    const own = (await this.#at(name, gaps))?.own ?? [];
    const best = own[0]?.[0];
    const found = own.filter(([kind]) => kind === best).map(([, medicine]) => medicine);
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
          messageOf(gap.error),
        ],
        hint: hint || gap.base,
      };
    }
    const twice = new Set(all.map(({ base }) => base)).size < all.length;
    if (twice || others.some(({ title }) => key(title) !== key(first.title))) {
      return {
        several: all.map((medicine) => ({ ...medicine, title: `${medicine.title} (${medicine.collection})` })),
      };
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
    const all = await this.#eachNames((names) => names.at(name), gaps);
    const found = all.flatMap(([member, one]) => (one ? [nameFrom(one, member)] : []));
    const [first] = found;
    return first && { ...first, own: found.flatMap(({ own }) => own).sort(([a], [b]) => a - b) };
  }

  /**
   * Runs `task` on the names of every member; throws if none can be read.
   * @template T
   * @param {(names: NameLookup) => Promise<T>} task
   * @param {Gaps} gaps
   */
  #eachNames(task, gaps) {
    return this.#each(async (release) => task(await release.names()), gaps);
  }

  /**
   * Runs `task` on every member, at most twice if it fails. Members that failed are added to `gaps`; throws if all did.
   * @template T
   * @param {(release: Release) => Promise<T>} task
   * @param {Gaps} gaps
   * @returns {Promise<[Member, T, Release][]>}
   */
  async #each(task, gaps) {
    const results = await Promise.all(
      this.#members.map(async (member) => {
        let { release, error } = member;
        for (let left = 2; left && release && !error; left--) {
          try {
            return /** @type {[Member, T, Release]} */ ([member, await task(release), release]);
          } catch (thrown) {
            const failure = /** @type {Failed} */ (thrown);
            await this.#drop(member, release, failure);
            ({ release, error } = member);
            if (left === 1) error ??= failure;
          }
        }
        gaps.set(member, { collection: nameOf(member), base: member.base, error: /** @type {Failed} */ (error) });
        return null;
      }),
    );
    const done = results.filter((one) => one !== null);
    if (!done.length) throw [...gaps.values()][0]?.error;
    return done;
  }

  #start() {
    const core = this.#lead.core('search', {
      head: () => this.#heads(),
      part: (path, opened) => this.#part(path, /** @type {Opened} */ (opened)),
    });
    core.catch(() => (this.#core = undefined));
    return core;
  }

  /** The heads of all members that can be read: the first opens the index, the others join it. */
  async #heads() {
    /** @type {Gaps} */ const gaps = new Map();
    const read = await this.#each((release) => release.head(), gaps);
    const [first, ...others] = /** @type {[typeof read[0], ...typeof read]} */ (read);
    const directory = (/** @type {Release} */ { root }) => JSON.stringify(root.names);
    /** @param {WasmIndex} index @param {typeof first} member */
    const check = ({ build }, [member, , release]) => {
      if (build === release.root.build) return;
      throw {
        code: 'stale-mix',
        message: 'Its files belong to two builds.',
        hint: 'Copy the whole bundle again.',
        member,
        release,
      };
    };
    /** @param {WasmIndex} index @returns {Opened} */
    const join = (index) => {
      check(index, first);
      for (const one of others) {
        const [member, head, release] = one;
        try {
          index.join(head, directory(release));
        } catch (error) {
          throw { code: 'bad-data', message: `${error}.`, hint: 'Build the bundle again.', member, release };
        }
        check(index, one);
      }
      return { members: read.map(([member]) => member), gaps };
    };
    return /** @type {[Uint8Array, string, typeof join]} */ ([first[1], directory(first[2]), join]);
  }

  /**
   * Loads a file that a query needs.
   * @param {string} path begins with the number of the member, except for the first
   * @param {Opened} opened
   */
  async #part(path, { members }) {
    const [member, file] = memberOf(path, members);
    const release = /** @type {Release} */ (member?.release);
    try {
      return await release.part(file);
    } catch (error) {
      throw Object.assign(/** @type {Failed} */ (error), { member, release });
    }
  }

  /**
   * Repeats a task without the member whose file fails, or with a newer build of it, as long as there is another member; at most
   * twice for each.
   * @template T
   * @param {() => Promise<T>} task
   * @returns {Promise<T>}
   */
  async #withoutFailing(task) {
    for (let left = 2 * this.#members.length; ; left--) {
      try {
        return await task();
      } catch (thrown) {
        const error = /** @type {Failed} */ (thrown);
        const { path, opened } = error;
        const member = error.member ?? (path && opened ? memberOf(path, opened.members)[0] : null);
        if (!left || !member?.release) throw error;
        if (!this.#members.some((other) => other !== member && !other.error)) throw error;
        await this.#drop(member, error.release ?? member.release, error);
        (await this.#core)?.close();
      }
    }
  }

  /**
   * Adds to each hit which bundle it is from. While a bundle is missing, a corrected name is an offer: it may be right there.
   * @param {CoreResults} results
   * @returns {CoreResults}
   */
  #mark({ opened, ...results }) {
    const { members, gaps } = /** @type {Opened} */ (opened);
    const missing = [...gaps.values()];
    /** @param {{match: string}} hit */
    const named = (hit) => !missing.length || hit.match !== 'spelling';
    /** @template {MedicineHit | AnswerHit} T @param {T[]} hits */
    const own = (hits) => hits.map((hit) => from(hit, /** @type {Member} */ (members[hit.volume ?? 0])));
    const medicines = own(results.medicines);
    const offers = medicines.filter((hit) => !named(hit));
    return {
      ...results,
      ...(offers.length && { corrected: [], unmet: [] }),
      medicines: medicines.filter(named),
      answers: own(results.answers).filter(named),
      different: [...offers, ...own(results.different)],
      ...(missing.length && { missing }),
    };
  }

  /**
   * Goes on without a member, unless a newer build of it explains the failure.
   * @param {Member} member
   * @param {Release} release the one that failed
   * @param {Failed} error
   */
  async #drop(member, release, error) {
    // Another call already handled this failure.
    if (member.error || member.release !== release) return;
    const maybeStale = (STALE.includes(error.code) || error.stale) && Date.now() - member.since >= REST;
    const newer = maybeStale ? await this.#openRelease(member.base, true).catch(() => null) : null;
    if (member.error || member.release !== release) return;
    const change = newer && newer.root.build !== release.root.build ? { release: newer } : { error };
    Object.assign(member, change, { since: Date.now() });
  }

  /** Opens a member. @param {Member} member */
  async #begin(member) {
    try {
      member.release = await this.#openRelease(member.base);
      member.error = null;
    } catch (error) {
      Object.assign(member, { error, since: Date.now() });
    }
  }

  /** Tries failed members again, while queries go on; later results include those that are back. */
  #retry() {
    for (const member of this.#members) {
      if (!member.error || Date.now() - member.since < REST) continue;
      member.since = Date.now();
      this.#begin(member)
        .then(async () => !member.error && (await this.#core)?.close())
        .catch(() => {});
    }
  }
}
