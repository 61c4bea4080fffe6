// Fetches files: the whole file, checked, or a DrugError that says what went wrong.

/** @import { MessagePart } from '../i18n/messages.js' */

import { crc32 } from './crc32.js';
import { badData, DrugError } from './errors.js';
import { CRC } from './file-name.js';

/** The pause before a failed connection is tried again, in milliseconds. */
const PAUSE = 350;

/**
 * @typedef {object} FetchOptions
 * @property {MessagePart} what the file, in words for the reader
 * @property {string} [sha256] in base64; other bytes are rejected
 * @property {RequestCache} [cache]
 * @property {RequestMode} [mode]
 * @property {import('./errors.js').Code} [code] the code of the error if something else arrives
 */

/**
 * Fetches `url` and returns what `read` makes from the response.
 * @template T
 * @param {string} url
 * @param {FetchOptions} options
 * @param {(response: Response) => Promise<T>} read
 * @returns {Promise<T>}
 */
export async function fetchFile(url, options, read) {
  // Past the cache: a damaged copy there must not arrive twice.
  const again = { ...options, cache: /** @type {const} */ ('reload') };
  try {
    return await fetchOnce(url, options, read);
  } catch (error) {
    if (!isNetworkError(error)) throw error;
  }
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  try {
    return await fetchOnce(url, again, read);
  } catch (error) {
    if (!options.sha256 || !isNetworkError(error)) throw error;
  }
  // A checksum that does not match looks like a lost connection. A request without it shows which of them it was.
  throw wrongContent(await fetchOnce(url, { ...again, sha256: '' }, (response) => response.text()), options);
}

/** @param {unknown} error */
const isNetworkError = (error) => /** @type {DrugError} */ (error).code === 'network';

/**
 * The address of a file of the bundle. It never leaves the bundle, whatever the root file says.
 * @param {string} base
 * @param {string} file
 */
export function fileUrl(base, file) {
  const url = new URL(file, base).href;
  if (url.startsWith(base)) return url;
  throw badData(['The collection lists a file outside its folder: “{0}”.', file]);
}

/**
 * The address of a bundle: the beginning of the addresses of its files.
 * @param {string} base
 */
export function folderUrl(base) {
  const url = new URL(base, globalThis.document?.baseURI ?? import.meta.url);
  url.hash = url.search = '';
  return url.href.replace(/\/?$/, '/');
}

/**
 * Fetches the bytes of a file. A damaged file is fetched once more, past the cache, and then rejected.
 * @param {string} url
 * @param {FetchOptions} options
 * @param {(bytes: Uint8Array) => boolean} [isWhole] by default, the checksum in the file name decides
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export function fetchBytes(url, options, isWhole) {
  const [, sum] = CRC.exec(url) ?? [];
  const read = async (/** @type {Response} */ response) => {
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (isWhole ? isWhole(bytes) : !sum || crc32(bytes) === sum) return bytes;
    throw wrongContent(new TextDecoder().decode(bytes), options);
  };
  return fetchFile(url, options, read).catch((error) => {
    if (error.code === 'bad-data') return fetchFile(url, { ...options, cache: 'reload' }, read);
    throw error;
  });
}

/**
 * The error for what arrived instead of a file.
 * @param {string} text
 * @param {FetchOptions} options
 */
function wrongContent(text, { what, code }) {
  return /^\s*</.test(text)
    ? badData(
        ['The server sent a web page instead of {0}.', what],
        'Check for a sign-in page or a wrong address.',
        code,
      )
    : badData(['The server sent {0} damaged or incomplete.', what], undefined, code);
}

/**
 * @template T
 * @param {string} url
 * @param {FetchOptions} options
 * @param {(response: Response) => Promise<T>} read
 * @returns {Promise<T>}
 */
async function fetchOnce(url, options, read) {
  // Without a prototype, so that a polluted Object.prototype cannot set options.
  const {
    what,
    sha256,
    cache = 'default',
    mode = 'cors',
  } = /** @type {FetchOptions} */ ({ __proto__: null, ...options });
  const signal = AbortSignal.timeout(15_000);
  try {
    const integrity = sha256 ? `sha256-${sha256}` : '';
    const init = { __proto__: null, cache, mode, integrity, credentials: 'same-origin', signal };
    const response = await fetch(url, /** @type {RequestInit} */ (init));
    if (response.ok) return await read(response);
    throw new DrugError(
      'http',
      ['The server answered {0} for {1}.', response.status, what],
      `Check ${url} on the server. IIS: missing MIME type?`,
    );
  } catch (error) {
    // With a hint, it is already described.
    if (/** @type {DrugError} */ (error).hint) throw error;
    if (signal.aborted) throw new DrugError('timeout', ['The server did not send {0} within 15 seconds.', what]);
    if (globalThis.navigator?.onLine === false) {
      throw new DrugError('network', ['This device is offline and has no copy of {0}.', what]);
    }
    throw unreachable(what, url, 'connect-src');
  }
}

/**
 * @param {MessagePart} what
 * @param {string} url
 * @param {string} directive of the Content-Security-Policy
 */
export function unreachable(what, url, directive) {
  return new DrugError(
    'network',
    ['The server could not be reached for {0}.', what],
    `If the network is fine, the page policy must allow ${url} in ${directive}.`,
  );
}
