// Owns fetching: one file of a bundle, checked, or a DrugError that says what went wrong.

import { crc32 } from './card-file.js';
import { bad, DrugError } from './errors.js';

/** A failed connection is tried once more after this pause, in milliseconds. */
const PAUSE = 350;

/** The address of a part of the index or of a card, named by its CRC-32 first. */
const NAMED = /\/([0-9a-f]{8})[0-9a-f]{4}\.\w+$/;

/**
 * @typedef {object} Wish
 * @property {import('../i18n/messages.js').Part} what the file in the reader's words
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
  // A damaged copy in the cache must not be met twice.
  const again = { ...wish, cache: /** @type {const} */ ('reload') };
  try {
    return await once(url, wish, read);
  } catch (error) {
    if (!lost(error)) throw error;
  }
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  try {
    return await once(url, again, read);
  } catch (error) {
    if (!wish.sha256 || !lost(error)) throw error;
  }
  // A refused checksum looks like a lost connection: what comes without it tells them apart.
  throw strange(await once(url, { ...again, sha256: '' }, (response) => response.text()), wish);
}

/** @param {unknown} error */
const lost = (error) => /** @type {DrugError} */ (error).code === 'network';

/**
 * The address of a file of the bundle; it lies in the bundle, whatever the list of files says.
 * @param {string} base
 * @param {string} file
 */
export function address(base, file) {
  const url = new URL(file, base).href;
  if (url.startsWith(base)) return url;
  throw bad(['The collection names a file that is not its own: “{0}”.', file]);
}

/**
 * The address of a bundle as all others begin with it.
 * @param {string} base
 * @param {string} [from] where a relative one begins
 */
export function folder(base, from = globalThis.document?.baseURI ?? import.meta.url) {
  const url = new URL(base, from);
  url.hash = url.search = '';
  return url.href.replace(/\/?$/, '/');
}

/**
 * The bytes of a file; those that are not whole, by the checksum in its name if nobody says otherwise, are asked for once more,
 * past the cache, and then refused.
 * @param {string} url
 * @param {Wish} wish
 * @param {(bytes: Uint8Array) => boolean} [isWhole]
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export function getBytes(url, wish, isWhole) {
  const [, sum] = NAMED.exec(url) ?? [];
  const read = async (/** @type {Response} */ response) => {
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (isWhole ? isWhole(bytes) : !sum || crc32(bytes) === sum) return bytes;
    throw strange(new TextDecoder().decode(bytes), wish);
  };
  return get(url, wish, read).catch((error) => {
    if (error.code === 'bad-data') return get(url, { ...wish, cache: 'reload' }, read);
    throw error;
  });
}

/**
 * What came instead of a file.
 * @param {string} text
 * @param {Wish} wish
 */
export function strange(text, { what, code }) {
  return /^\s*</.test(text)
    ? bad(
        ['The server sent a web page instead of {0}.', what],
        'Look for a sign-in page, a wrong address, or a start page sent for every address.',
        code,
      )
    : bad(['The server sent {0} damaged or incomplete.', what], undefined, code);
}

/**
 * @template T
 * @param {string} url
 * @param {Wish} wish
 * @param {(response: Response) => Promise<T>} read
 * @returns {Promise<T>}
 */
async function once(url, wish, read) {
  // Without a prototype: a polluted Object.prototype must not choose what is not asked for.
  const { what, sha256, cache = 'default', mode = 'cors' } = /** @type {Wish} */ ({ __proto__: null, ...wish });
  const signal = AbortSignal.timeout(15_000);
  try {
    const integrity = sha256 ? `sha256-${sha256}` : '';
    const options = { __proto__: null, cache, mode, integrity, credentials: 'same-origin', signal };
    const response = await fetch(url, /** @type {RequestInit} */ (options));
    if (response.ok) return await read(response);
    throw new DrugError(
      'http',
      ['The server answered {0} for {1}.', response.status, what],
      `Look whether ${url} is on the server and may be read.`,
    );
  } catch (/** @type {any} */ error) {
    // What has a hint is told already, here or by a core.
    if (error.hint) throw error;
    if (signal.aborted) throw new DrugError('timeout', ['The server did not send {0} within 15 seconds.', what]);
    if (globalThis.navigator?.onLine === false)
      throw new DrugError('network', ['This device is offline and has no copy of {0}.', what]);
    throw unreachable(what, url, 'connect-src');
  }
}

/**
 * @param {import('../i18n/messages.js').Part} what
 * @param {string} url
 * @param {string} directive of the Content-Security-Policy
 */
export function unreachable(what, url, directive) {
  return new DrugError(
    'network',
    ['The server could not be reached for {0}.', what],
    `If the network is fine, the policy of this page must allow ${url} in ${directive}.`,
  );
}
