// Starts to load what a first search needs, before the root file or the search core can say what that is.

/**
 * @import { Root } from './reader-types.js'
 * @import { Release } from './release.js'
 *
 * @typedef {Root & {cards?: [name: string, file: string][], typos?: string}} BundleHint what the builder knows of the bundle
 *   beside this script. `cards` are the card files of a small bundle by folded name; `typos` is the file of typos, which most queries need that
 *   name no medicine.
 */

import { key } from './names.js';

/** Words that begin a query and no medicine's name; all short words count as such. */
const ORDINARY =
  /^((side|effects?|doses?|dosage|dosing|what|when|with|does|long|take|taking|missed|uses?|safe|works?|about|\S{0,3}) )*/;

/** The smallest Wasm module: a page that rejects it needs no file of the search. */
const EMPTY = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

/**
 * Starts `load` now, where WebAssembly is allowed. The first call of the result gets what was started, later calls load again.
 * @template T
 * @param {() => Promise<T>} load
 * @returns {() => Promise<T>}
 */
export function ahead(load) {
  /** @type {Promise<T> | undefined} */ let started;
  try {
    new WebAssembly.Module(EMPTY);
    started = load();
    started.catch(() => {});
  } catch {
    // The core reports why it cannot run.
  }
  return () => {
    const now = started ?? load();
    started = undefined;
    return now;
  };
}

/**
 * Reads the bundle at `base` by the hint of the builder, which writes it in front of this script (src/bundle/preload.rs), and loads
 * its search core. What fails here fails again when it is needed.
 * @param {string} base
 * @param {(hint: Root) => Release} open
 */
export function openHinted(base, open) {
  if (typeof DRUG_CARD_BUNDLE === 'undefined' || base !== new URL('.', import.meta.url).href) return undefined;
  const release = open(DRUG_CARD_BUNDLE);
  release.search().catch(() => {});
  return release;
}

/**
 * Starts to load the names that a query is likely to need and the card of the medicine with which it begins.
 * @param {Release} release
 * @param {string} query
 */
export function preload(release, query) {
  const asked = `${key(query)} `.replace(ORDINARY, '');
  if (asked) ahead(() => loadFor(release, asked));
}

/**
 * @param {Release} release
 * @param {string} asked folded words, each followed by a space
 */
async function loadFor(release, asked) {
  const { cards = [], typos, names } = /** @type {BundleHint} */ (release.root);
  const word = ` ${asked.split(' ')[0]} `;
  const near = cards.filter(([name]) => ` ${name} `.includes(word));
  const [name = '', card] = near.findLast(([name]) => asked.startsWith(`${name} `)) ?? (near[1] ? [] : (near[0] ?? []));
  // In parallel with the names below.
  const first = card ? release.cardFile(card, name) : typos && !near[0] && release.file(typos);
  if (names[0]) {
    const [medicine, other] = await (await release.names()).leading(asked);
    if (medicine?.file && !other) await release.cardFile(medicine.file, medicine.title);
  }
  await first;
}
