// Owns the index for scripts: the search without the elements.

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
  const url = new URL(base, globalThis.document?.baseURI ?? import.meta.url).href;
  const root = url.endsWith('/') ? url : `${url}/`;
  const engine = Engine.at(root);
  const names = await engine.names();
  signal?.throwIfAborted();
  let disposed = false;
  const check = () => {
    if (disposed) throw new Error('expected an open index, but it was disposed of');
  };
  const link = (/** @type {string} */ slug, /** @type {string} */ anchor) =>
    `${root}index.html#/drug/${encodeURIComponent(slug)}${anchor && `/${encodeURIComponent(anchor)}`}`;
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
      stop?.throwIfAborted();
      const answer = await engine.search(query, limit, scope);
      stop?.throwIfAborted();
      /** @type {IndexHit[]} */
      const heads = answer.medicines.map(({ slug, path, title, match, line }) => ({
        id: `${path}#`, kind: 'medicine', title, heading: title, url: link(slug, ''), text: line, ranges: [], score: 0, match,
      }));
      const answers = answer.answers.map(({ slug, path, anchor, kind, title, heading, text, ranges, score, match }) => ({
        id: `${path}#${anchor}`, kind, title, heading, url: link(slug, anchor), text, ranges, score, match,
      }));
      const { total, noMatch, different } = answer;
      return { total, ms: performance.now() - start, hits: [...heads, ...answers], different, noMatch };
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
      void engine.release();
    },
  };
}
