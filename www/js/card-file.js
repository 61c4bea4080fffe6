// Owns the card file: its header line, its checksum, and the check that it is the card that was asked for.

import { AGAIN } from './bundle.js';
import { DrugError } from './errors.js';

/** @typedef {import('./render.js').Tree} Tree */

/** The format this shell reads. */
export const FORMAT = 1;

/** One entry a byte value; made when the first card comes. @type {Uint32Array | undefined} */
let table;

/**
 * CRC-32 (IEEE 802.3), as 8 hex digits.
 * @param {Uint8Array} bytes
 */
export function crc32(bytes) {
  table ??= Uint32Array.from({ length: 256 }, (_, n) => {
    for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
    return n;
  });
  let crc = ~0;
  for (let at = 0; at < bytes.length; at++) {
    crc = (crc >>> 8) ^ /** @type {number} */ (table[(crc ^ /** @type {number} */ (bytes[at])) & 255]);
  }
  return (~crc >>> 0).toString(16).padStart(8, '0');
}

/**
 * Reads a card file; refuses another format, another medicine and damaged bytes.
 * @param {Uint8Array} bytes
 * @param {string} slug the medicine asked for
 * @returns {{title: string, tree: Tree}}
 */
export function readCard(bytes, slug) {
  const end = bytes.indexOf(10);
  const header = parse(bytes.subarray(0, end < 0 ? 0 : end));
  if (header?.format !== FORMAT) {
    throw bad(`expected a card of format ${FORMAT}, but ${header?.format ?? 'none'} came`);
  }
  if (header.slug !== slug) throw bad(`expected the card of ${slug}, but the card of ${header.slug} came`);
  const rest = bytes.subarray(end + 1);
  const sum = crc32(rest);
  if (sum !== header.crc32) throw bad(`expected checksum ${header.crc32}, but the bytes have ${sum}`);
  return { title: String(header.title), tree: parse(rest) };
}

/** @param {string} words */
function bad(words) {
  return new DrugError('bad-data', `This card is damaged and is not shown: ${words}.`, AGAIN);
}

/**
 * @param {Uint8Array} bytes
 * @returns {any}
 */
function parse(bytes) {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}
