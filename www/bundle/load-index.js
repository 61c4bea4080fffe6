// Searches a bundle from a script, without the elements.

/** @import { IndexHit, PageAlert, Scope, SearchResults, Tree } from './result-types.js' */

import { BundleClient } from './bundle-client.js';
import { folderUrl } from './fetch-file.js';

/**
 * @typedef {object} DrugIndex a bundle that a script searches
 * @property {() => Promise<{slug: string, title: string, line: string, alert?: PageAlert}[]>} medicines every medicine, by title
 * @property {(query: string, options?: {limit?: number, scope?: Scope, signal?: AbortSignal}) => Promise<
 *   Omit<SearchResults, 'medicines' | 'answers'> & {hits: IndexHit[], ms: number}
 * >} search best first: the medicines that the query names, then answers. Offers and other medicines with a similar name are in
 *   `different`. `noMatch` means that nothing matches; it does not mean that something is safe.
 * @property {(slug: string) => Promise<Readonly<{slug: string, title: string, build: string, tree: Tree}>>} get the card of a
 *   medicine as a tree
 * @property {() => void} dispose frees the memory
 */

/**
 * Opens the bundle at `base` and starts to load its search core.
 * @param {string} base
 * @param {{signal?: AbortSignal}} [options]
 * @returns {Promise<DrugIndex>}
 */
export async function loadIndex(base, { signal } = {}) {
  signal?.throwIfAborted();
  const root = folderUrl(base);
  const client = BundleClient.at(root);
  // What fails here fails again, with an error, in the first search.
  client.prepare().catch(() => {});
  let disposed = false;
  const check = () => {
    if (disposed) throw new Error('expected an open index, but it is disposed');
  };
  return {
    medicines: async () =>
      (await client.use((reader) => reader.titles())).map(([slug, title, line, code, text = '']) => ({
        slug,
        title,
        line,
        ...(code && { alert: { code, text } }),
      })),

    async search(query, { limit = 8, scope = 'all', signal: stop = signal } = {}) {
      check();
      const start = performance.now();
      const { hits, medicines, answers, opened, ...results } = await client.search(query, limit, scope);
      stop?.throwIfAborted();
      return { ...results, hits: hits(root, client.template), ms: performance.now() - start };
    },

    async get(slug) {
      check();
      const { title, tree, root: made } = await client.card(slug);
      return Object.freeze({ slug, title, build: made.build, tree });
    },

    dispose() {
      disposed = true;
      client.release();
    },
  };
}
