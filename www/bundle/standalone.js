// Replaces fetching and importing in the standalone script, which contains the files of its bundle.
//
// `drug-card standalone` writes the files in front of it, as FILES: a page opened from a disk may neither fetch nor import.

import * as compare from 'card-compare';
import * as find from 'card-find';
import * as tools from 'card-tools';
import { make } from 'search-core-factory';

const files = FILES;

const script = /** @type {HTMLScriptElement | null} */ (globalThis.document?.currentScript);

/** The address of this script, or of the page that holds it. */
export const here = script?.src || globalThis.document?.baseURI;

const TYPES = { wasm: 'application/wasm', json: 'application/json' };

/** Returns a file of the script, and fetches all others. @type {typeof globalThis.fetch} */
export const fetch = async (url, options) => {
  const name = decodeURIComponent(String(url).slice(new URL('.', here).href.length));
  const data = Object.hasOwn(files, name) && files[name];
  if (!data) return globalThis.fetch(url, options);
  const type = TYPES[/** @type {'wasm'} */ (name.split('.').pop())] ?? 'application/octet-stream';
  return new Response(
    Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0)),
    { headers: { 'content-type': type } },
  );
};

/** In place of import-with-integrity.js: each call makes another core. @param {string} address */
export const load = async (address) => {
  if (/\/search-core\./.test(address)) return make();
  if (/\/card-tools\./.test(address)) return tools;
  if (/\/card-compare\./.test(address)) return compare;
  if (/\/card-find\./.test(address)) return find;
  throw new Error('Markdown files are not read without a server.');
};
