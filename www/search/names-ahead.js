// Starts to load what a query is likely to need, while the search core is still on its way.

/**
 * @import { BundleHint } from '../bundle/preload.js'
 * @import { Release } from '../bundle/release.js'
 */

import { ahead } from '../bundle/ahead.js';

/** Words that begin a query and no medicine's name; all short words count as such. */
const ORDINARY =
  /^((side|effects?|doses?|dosage|dosing|what|when|with|does|long|take|taking|missed|uses?|safe|works?|about|\S{0,3}) )*/;

/**
 * Starts to load the names that a query is likely to need and the card of the medicine with which it begins.
 * @param {Release} release
 * @param {string} query
 * @param {(text: string) => string} key folds a text as names are folded
 */
export function preload(release, query, key) {
  const asked = `${key(query)} `.replace(ORDINARY, '');
  if (asked) ahead(() => loadFor(release, asked));
}

/**
 * @param {Release} release
 * @param {string} asked folded words, each followed by a space
 */
async function loadFor(release, asked) {
  const { cards = [], typos } = /** @type {BundleHint} */ (release.hint);
  const { names } = release.root;
  const word = ` ${asked.split(' ')[0]} `;
  const near = cards.filter(([name]) => ` ${name} `.includes(word));
  const [name = '', card] = near.findLast(([name]) => asked.startsWith(`${name} `)) ?? (near[1] ? [] : (near[0] ?? []));
  // In parallel with the names below.
  const first = card ? release.cardFile(card, name) : typos && !near[0] && release.file(typos);
  if (names[0]) {
    const known = await (await release.names()).with(word.trim());
    const { own = [] } = known.findLast(({ name }) => asked.startsWith(`${name} `)) ?? {};
    // Those of the strongest kind of match.
    const [[, medicine] = [], other] = own.filter(([kind]) => kind === own[0]?.[0]);
    if (medicine?.file && !other) await release.cardFile(medicine.file, medicine.title);
  }
  await first;
}
