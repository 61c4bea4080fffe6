// Reads card files and root files, and rejects other formats and cards of another medicine.

/** @import { Tree } from './result-types.js' */

import { crc32 } from './crc32.js';
import { damaged } from './errors.js';

/** The version of the card file (src/bundle/card_file.rs). */
export const CARD_FORMAT = 1;

/** The version of the bundle (src/bundle/root.rs). */
export const ROOT_FORMAT = 1;

/** The length of `{"crc32":"0f1e2d3c",`, with which a root file begins: the checksum of what follows (src/bundle/root.rs). */
const CHECKSUM = 20;

/**
 * Whether this is a whole root file. The checksum of another format is unknown: its format decides later.
 * @param {Uint8Array} bytes
 */
export function isRoot(bytes) {
  const root = parse(bytes);
  return root && (root.format !== ROOT_FORMAT || root.crc32 === crc32(bytes.subarray(CHECKSUM)));
}

/**
 * Reads a card file; rejects another format and another medicine. The checksum in its name has shown that it is not damaged.
 * @param {Uint8Array} bytes
 * @param {string} slug of the medicine asked for
 * @returns {{title: string, tree: Tree, record?: import('./result-types.js').PageRecord}}
 */
export function readCard(bytes, slug) {
  const end = bytes.indexOf(10);
  const header = parse(bytes.subarray(0, end));
  if (header?.format !== CARD_FORMAT) throw damaged(['a card of format {0}', CARD_FORMAT], header?.format);
  if (header.slug !== slug) throw damaged(['the card of {0}', slug], ['the card of {0}', header.slug]);
  return { title: header.title, tree: parse(bytes.subarray(end + 1)), record: header.record };
}

/**
 * Parses JSON; null if `bytes` are not JSON in UTF-8.
 * @param {Uint8Array} bytes
 */
export function parse(bytes) {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}
