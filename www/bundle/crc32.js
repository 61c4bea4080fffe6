// Computes CRC-32 checksums (IEEE 802.3).

// The annotation lets a bundle that computes no checksum leave this out.
/** What each byte adds to a checksum: bit by bit, a first search would take milliseconds longer for each file. */
const STEPS = /* @__PURE__ */ new Int32Array(256).map((_, crc) => {
  for (let bit = 8; bit--; ) crc = (crc >>> 1) ^ (0xedb88320 * (crc & 1));
  return crc;
});

/**
 * The checksum as 8 hex digits.
 * @param {Uint8Array} bytes
 */
export function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) crc = /** @type {number} */ (STEPS[(crc ^ byte) & 255]) ^ (crc >>> 8);
  return (~crc >>> 0).toString(16).padStart(8, '0');
}
