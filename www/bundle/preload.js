// Starts to load what a first search needs, before the root file or the search core can say what that is.

/**
 * @import { Root } from './reader-types.js'
 * @import { Release } from './release.js'
 *
 * @typedef {Root & {cards?: [name: string, file: string][], typos?: string}} BundleHint what the builder knows of the bundle
 *   beside this script. `cards` are the card files of a small bundle by folded name; `typos` is the file of typos, which most queries need that
 *   name no medicine.
 */

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
