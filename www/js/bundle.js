// Owns fetching: one file of a bundle, checked, or a DrugError that says what went wrong.

import { DrugError } from './errors.js';

/** After this many milliseconds a file counts as not coming. */
const PATIENCE = 15_000;
/** Where a web page comes from that nobody asked for. */
export const SIGN_IN = 'Look for a sign-in page, a wrong address, or a server that answers every address with its start page.';
/** The way out of damage. */
export const AGAIN = 'Copy the whole bundle again, or build it again with the same version of drug-card.';
/** A failed connection is tried once more after this pause, in milliseconds. */
const PAUSE = 350;

/**
 * @typedef {object} Wish
 * @property {string} [what] the file in the reader's words
 * @property {string} [sha256] base64; other bytes are refused
 * @property {RequestCache} [cache]
 * @property {RequestMode} [mode]
 * @property {import('./errors.js').Code} [code] the code for bytes that are something else
 */

/**
 * Fetches `url` and gives what `read` makes of the answer.
 * @template T
 * @param {string} url
 * @param {Wish} wish
 * @param {(response: Response) => Promise<T>} read
 * @returns {Promise<T>}
 */
export async function get(url, wish, read) {
  try {
    return await once(url, wish, read);
  } catch (error) {
    if (!(error instanceof DrugError) || error.code !== 'network') throw error;
  }
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  try {
    // A damaged copy in the cache must not be met twice.
    return await once(url, wish.sha256 ? { ...wish, cache: 'reload' } : wish, read);
  } catch (error) {
    if (wish.sha256 && error instanceof DrugError && error.code === 'network') await explain(url, wish);
    throw error;
  }
}

/**
 * The address of a file of the bundle; it lies in the bundle, whatever the list of files says.
 * @param {string} base
 * @param {string} file
 */
export function address(base, file) {
  const url = new URL(file, base).href;
  if (url.startsWith(base)) return url;
  throw new DrugError('bad-data', `The collection names a file that is not its own: “${file}”.`, AGAIN);
}

/**
 * @param {string} url
 * @param {Wish} wish
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export function getBytes(url, wish) {
  return get(url, wish, async (response) => new Uint8Array(await response.arrayBuffer()));
}

/**
 * @param {string} url
 * @param {Wish} wish
 * @returns {Promise<any>}
 */
export function getJson(url, wish) {
  return get(url, wish, async (response) => {
    const text = await response.text();
    try {
      return JSON.parse(text);
    } catch {
      throw strange(text, wish);
    }
  });
}

/** A refused checksum looks like a lost connection: ask once more without it to tell them apart.
 * @param {string} url
 * @param {Wish} wish
 */
async function explain(url, wish) {
  const text = await once(url, { ...wish, sha256: '', cache: 'reload' }, (response) => response.text());
  throw strange(text, wish);
}

/**
 * @param {string} text
 * @param {Wish} wish
 */
function strange(text, { what = 'a file', code = 'bad-data' }) {
  const html = /^\s*</.test(text.slice(0, 200));
  return new DrugError(
    code,
    html ? `The server sent a web page instead of ${what}.` : `The server sent ${what} damaged or incomplete.`,
    html
      ? SIGN_IN
      : AGAIN,
  );
}

/**
 * @template T
 * @param {string} url
 * @param {Wish} wish
 * @param {(response: Response) => Promise<T>} read
 * @returns {Promise<T>}
 */
async function once(url, { what = 'a file', sha256, cache = 'default', mode = 'cors' }, read) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), PATIENCE);
  try {
    // Without a prototype: a polluted Object.prototype must not choose options.
    const integrity = sha256 ? `sha256-${sha256}` : '';
    const options = { __proto__: null, cache, mode, integrity, credentials: 'same-origin', signal: control.signal };
    const response = await fetch(url, /** @type {RequestInit} */ (options));
    if (!response.ok) {
      throw new DrugError(
        'http',
        `The server answered ${response.status} for ${what}.`,
        `Look whether ${new URL(url).pathname} is on the server and may be read.`,
      );
    }
    return await read(response);
  } catch (error) {
    if (error instanceof DrugError) throw error;
    if (control.signal.aborted) {
      throw new DrugError('timeout', `The server did not send ${what} within ${PATIENCE / 1000} seconds.`);
    }
    if (globalThis.navigator?.onLine === false) throw new DrugError('network', `This device is offline, and ${what} is not stored on it.`);
    throw new DrugError(
      'network',
      `The server could not be reached for ${what}.`,
      "If the network is fine, look at the page's policy: connect-src must allow the bundle's address.",
    );
  } finally {
    clearTimeout(timer);
  }
}
