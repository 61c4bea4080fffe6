// Owns the index for scripts: the search without the elements.

import { Engine } from './bundle-client.js';
import { folder } from './fetch-file.js';

/**
 * Opens the bundle at `base`. The search core loads with the first search.
 * @param {string} base
 * @param {{signal?: AbortSignal}} [options]
 */
export async function loadIndex(base, { signal } = {}) {
  signal?.throwIfAborted();
  const root = folder(base);
  const engine = Engine.at(root);
  // Whoever opens an index searches it; what fails here fails again, with words, when something is asked.
  engine.prepare().catch(() => {});
  let disposed = false;
  const check = () => {
    if (disposed) throw new Error('expected an open index, but it was disposed of');
  };
  return {
    /** Every medicine, by title. */
    medicines: async () => (await engine.titles()).map(([slug, title, line]) => ({ slug, title, line })),

    /**
     * Best first: medicines that are named, then answers. Medicines with a similar name stand apart, in `different`.
     * @param {string} query
     * @param {{limit?: number, scope?: import('./bundle-client.js').Scope, signal?: AbortSignal}} [wish]
     */
    async search(query, { limit = 8, scope = 'all', signal: stop = signal } = {}) {
      check();
      const start = performance.now();
      const { hits, different, total, noMatch } = await engine.search(query, limit, scope);
      stop?.throwIfAborted();
      return { hits: hits(root, engine.template), different, total, noMatch, ms: performance.now() - start };
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
