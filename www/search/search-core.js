// The script of the search core: opens an index once and runs queries on it. It brings the list below the field as well.

/**
 * @import { CoreResults, IndexSource, SearchCore } from '../bundle/reader-types.js'
 * @import { Hit, IndexHit, Scope, SearchResults } from '../bundle/result-types.js'
 */

import { Engine } from 'glue';
import { appUrl, hitUrl } from './hit-url.js';
import { failure, isTrap, run } from './wasm-runner.js';

export { indexOf, plainResults } from './index-for-scripts.js';
export { preload } from './names-ahead.js';
export { ResultsPopup } from './results-popup.js';

/**
 * @param {() => Promise<Response>} wasm
 * @param {IndexSource} source
 * @returns {Promise<SearchCore>}
 */
export const open = (wasm, source) =>
  run(
    wasm,
    source.head,
    ([head, names, join]) => {
      const index = Engine.open(head, names);
      const opened = join?.(index);
      return {
        build: index.build,
        opened,
        /** @param {[string, number, Scope]} asked @returns {CoreResults & {need?: string[]}} */
        answer: (...asked) => {
          /** @type {SearchResults} */
          const results = JSON.parse(index.search(...asked));
          return { ...results, opened, hits: (root, template) => hits(results, root, template) };
        },
        load: (path, bytes) => {
          try {
            index.load(path, bytes);
          } catch (error) {
            if (isTrap(error)) throw error;
            const words = failure(
              'bad-data',
              ['The search is damaged: {0}.', String(error)],
              'Build and copy the bundle again.',
            );
            throw { ...words, path, opened };
          }
        },
      };
    },
    source.part,
  );

/**
 * Medicines, then answers, as scripts get them.
 * @param {SearchResults} results
 * @param {string} root of the bundle
 * @param {string} template where its hits lead, if not to its own page
 * @returns {IndexHit[]}
 */
function hits({ medicines, answers }, root, template) {
  return [...medicines, ...answers].map((/** @type {Hit} */ hit) => {
    const { title, path, anchor = '', line = '' } = hit;
    const url = (template && hitUrl(template, hit)) || appUrl(root, hit);
    return {
      kind: 'medicine',
      heading: title,
      text: line,
      ranges: [],
      score: 0,
      ...hit,
      id: path + (anchor && `#${anchor}`),
      url,
    };
  });
}
