// Owns the search core as the shell loads it: an index opened once, questions answered from it; and what is shown of that.

// @ts-expect-error -- esbuild puts the generated glue here
import { Engine } from 'glue';
import { link } from './hit-url.js';
import { failure, isTrap, opener } from './wasm-runner.js';

export { Results } from './results-popup.js';

/**
 * @typedef {object} IndexHit
 * @property {string} id `<path>#<anchor>`
 * @property {string} kind
 * @property {string} title
 * @property {string} heading
 * @property {string} url where the site, or else the app page of the bundle, shows it
 * @property {string} text
 * @property {number[][]} ranges
 * @property {number} score
 * @property {string} match
 */

const openCore = opener(
  ([head, names, others]) => {
    const engine = Engine.open(head, names);
    others?.(engine);
    return {
      build: engine.build,
      answer: (query, limit, scope) => engine.search(query, limit, scope),
      load: (path, bytes) => {
        try {
          engine.load(path, bytes);
        } catch (error) {
          if (isTrap(error)) throw error;
          throw {
            ...failure(
              'bad-data',
              ['The search is damaged: {0}.', String(error)],
              'Copy or build the whole bundle again.',
            ),
            path,
          };
        }
      },
    };
  },
  ({ head }) => head(),
);

/** @type {import('./wasm-runner.js').Open} */
export const open = async (wasm, index) => {
  const core = await openCore(wasm, index);
  /** @param {...any} asked */
  const run = async (...asked) => {
    const answer = await core.run(...asked);
    return {
      ...answer,
      hits: (/** @type {string} */ root, /** @type {string} */ template) => hits(answer, root, template),
    };
  };
  return { ...core, run };
};

/**
 * Medicines, then answers, as scripts get them.
 * @param {any} answer
 * @param {string} root of the bundle
 * @param {string} template where its hits lead, if not to its own page
 * @returns {IndexHit[]}
 */
function hits({ medicines, answers }, root, template) {
  /** @param {any} hit @param {string} anchor @returns {IndexHit} */
  const found = (hit, anchor) => {
    const part = anchor && `/${encodeURIComponent(anchor)}`;
    const url = template
      ? link(template, { ...hit, anchor })
      : `${root}index.html#/drug/${encodeURIComponent(hit.slug)}${part}`;
    const { title, line, path } = hit;
    return { kind: 'medicine', heading: title, text: line, ranges: [], score: 0, ...hit, id: `${path}#${anchor}`, url };
  };
  return [
    ...medicines.map((/** @type {any} */ hit) => found(hit, hit.anchor ?? '')),
    ...answers.map((/** @type {any} */ hit) => found(hit, hit.anchor)),
  ];
}
