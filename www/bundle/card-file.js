// Owns the card file: its header line, its checksum, and the check that it is the card that was asked for.

import { damaged } from './errors.js';

/** @typedef {import('../elements/render.js').Tree} Tree */

/** The format this shell reads. */
export const FORMAT = 2;

// Pure: what sums nothing leaves it out.
/** What a byte adds to a checksum; bit by bit, each file would cost a first search milliseconds. */
const STEPS = /* @__PURE__ */ new Int32Array(256).map((_, crc) => {
  for (let bit = 8; bit--; ) crc = (crc >>> 1) ^ (0xedb88320 * (crc & 1));
  return crc;
});

/**
 * CRC-32 (IEEE 802.3), as 8 hex digits.
 * @param {Uint8Array} bytes
 */
export function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) crc = /** @type {number} */ (STEPS[(crc ^ byte) & 255]) ^ (crc >>> 8);
  return (~crc >>> 0).toString(16).padStart(8, '0');
}

/** Length of what a root begins with: its checksum over all that follows (src/bundle/root.rs). */
const SEAL = 19;

/**
 * Whether these are the bytes of a root as it was written; one of another format is told by its format.
 * @param {Uint8Array} bytes
 */
export function isRoot(bytes) {
  const root = parse(bytes);
  return root && (root.format !== FORMAT || root.seal === crc32(bytes.subarray(SEAL)));
}

/**
 * Reads a card file; refuses another format and another medicine. Damage shows in the checksum in its name.
 * @param {Uint8Array} bytes
 * @param {string} slug the medicine asked for
 * @returns {{title: string, tree: Tree}}
 */
export function readCard(bytes, slug) {
  const end = bytes.indexOf(10);
  const header = parse(bytes.subarray(0, end));
  if (header?.format !== FORMAT) throw damaged(['a card of format {0}', FORMAT], header?.format);
  if (header.slug !== slug) throw damaged(['the card of {0}', slug], ['the card of {0}', header.slug]);
  return { title: header.title, tree: parse(bytes.subarray(end + 1)) };
}

/**
 * The text of `bytes`; throws where they are not UTF-8.
 * @param {Uint8Array} bytes
 */
export function utf8(bytes) {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

/**
 * What `bytes` say as JSON; null where they are none, or there are none.
 * @param {Uint8Array | null} bytes
 * @returns {any}
 */
export function parse(bytes) {
  try {
    return bytes && JSON.parse(utf8(bytes));
  } catch {
    return null;
  }
}
