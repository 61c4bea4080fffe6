// Knows how the files of a bundle are named: those with a hash in their name never change (src/bundle/file.rs).

/** The hash in a file name: `head.0123456789ab.bin`, `names/0123456789ab.json`. */
export const HASH = /[./]([0-9a-f]{12})\.\w+$/;

/** The CRC-32 in the address of a card or of a part of the index: their hashes begin with it. */
export const CRC = /\/([0-9a-f]{8})[0-9a-f]{4}\.\w+$/;
