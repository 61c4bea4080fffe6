// Opens a bundle for a script, without the elements.

/** @import { DrugIndex } from './result-types.js' */

import { BundleClient } from './bundle-client.js';
import { folderUrl } from './fetch-file.js';

/**
 * Opens the bundle at `base` and starts to load its search core.
 * @param {string} base
 * @param {{signal?: AbortSignal}} [options]
 * @returns {Promise<DrugIndex>}
 */
export async function loadIndex(base, { signal } = {}) {
  signal?.throwIfAborted();
  const client = BundleClient.at(folderUrl(base));
  // A page with cards only does not need the rest.
  return (await client.searchScript('')).indexOf(client, signal);
}
