// Owns the index for scripts: the search without the elements.

import { folder } from './bundle.js';
import { Engine } from './engine.js';

/**
 * @typedef {object} IndexHit
 * @property {string} id `<path>#<anchor>`
 * @property {string} kind
 * @property {string} title
 * @property {string} heading
 * @property {string} url where the app page of the bundle shows it
 * @property {string} text
 * @property {number[][]} ranges
 * @property {number} score
 * @property {string} match
 */

/**
 * Opens the bundle at `base`. The search core loads with the first search.
 * @param {string} base
 * @param {{signal?: AbortSignal}} [options]
 */
export async function loadIndex(base, { signal } = {}) {
  const root = folder(base);
  const engine = Engine.at(root);
  const names = await engine.names();
  signal?.throwIfAborted();
  let disposed = false;
  const check = () => {
    if (disposed) throw new Error('expected an open index, but it was disposed of');
  };
  /** @param {any} hit @param {string} anchor @returns {IndexHit} */
  const found = (hit, anchor) => {
    const part = anchor && `/${encodeURIComponent(anchor)}`;
    const url = `${root}index.html#/drug/${encodeURIComponent(hit.slug)}${part}`;
    const { title, line, path } = hit;
    return { kind: 'medicine', heading: title, text: line, ranges: [], score: 0, ...hit, id: `${path}#${anchor}`, url };
  };
  return {
    /** Every medicine, by title. */
    medicines: () => names.medicines.map(({ slug, title, line }) => ({ slug, title, line })),

    /**
     * Best first: medicines that are named, then answers. Medicines with a similar name stand apart, in `different`.
     * @param {string} query
     * @param {{limit?: number, scope?: import('./engine.js').Scope, signal?: AbortSignal}} [wish]
     */
    async search(query, { limit = 8, scope = 'all', signal: stop = signal } = {}) {
      check();
      const start = performance.now();
      const { medicines, answers, different, total, noMatch } = await engine.search(query, limit, scope);
      stop?.throwIfAborted();
      const hits = [...medicines.map((hit) => found(hit, '')), ...answers.map((hit) => found(hit, hit.anchor))];
      return { total, ms: performance.now() - start, hits, different, noMatch };
    },

    /**
     * The card of a medicine as a view tree.
     * @param {string} slug
     */
    async get(slug) {
      check();
      const { title, tree, root: made } = await engine.card(slug);
      return Object.freeze({ slug, title, build: made.build, tree });
    },

    /** Gives the memory back. */
    dispose() {
      disposed = true;
      engine.release();
    },
  };
}
