// Searches a bundle for a script, without the elements. It comes with the search core.

/**
 * @import { BundleClient } from '../bundle/bundle-client.js'
 * @import { DrugIndex, Scope } from '../bundle/result-types.js'
 */

/**
 * What a client finds, without what only our own scripts use.
 * @param {BundleClient} client
 * @param {string} query
 * @param {{limit: number, scope: Scope, signal?: AbortSignal}} options
 */
export async function plainResults(client, query, { limit, scope, signal }) {
  const { hits, opened, ...results } = await client.search(query, limit, scope);
  signal?.throwIfAborted();
  return results;
}

/**
 * The bundle of a client as scripts use it.
 * @param {BundleClient} client
 * @param {AbortSignal} [signal]
 * @returns {DrugIndex}
 */
export function indexOf(client, signal) {
  // What fails here fails again, with an error, in the first search.
  client.prepare().catch(() => {});
  let disposed = false;
  const check = () => {
    if (disposed) throw new Error('expected an open index, but it is disposed');
  };
  return {
    medicines: async () =>
      (await client.use((reader) => reader.titles())).map(
        ([slug, title, line, code, text = '', reviewed, nextReview]) => ({
          slug,
          title,
          line,
          ...(code && { alert: { code, text } }),
          reviewed,
          nextReview,
        }),
      ),

    withdraw(pages) {
      const gone = new Map(pages.map((page) => [page.slug, page]));
      client.withdrawn = gone;
      client.amend = (results) => {
        for (const hit of results.medicines) hit.line = gone.get(hit.slug)?.text ?? hit.line;
        return { ...results, answers: results.answers.filter(({ slug }) => !gone.has(slug)) };
      };
    },

    async search(query, { limit = 8, scope = 'all', signal: stop = signal } = {}) {
      check();
      const start = performance.now();
      const { hits, medicines, answers, opened, ...results } = await client.search(query, limit, scope);
      stop?.throwIfAborted();
      return { ...results, hits: hits(client.base, client.template), ms: performance.now() - start };
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
