// Starts to load what a query is likely to need, while the search core is still on its way.

/**
 * @import { BundleHint } from '../bundle/preload.js'
 * @import { Release } from '../bundle/release.js'
 */

import { ahead } from '../bundle/ahead.js';

/** Words of many queries that begin no medicine's name; all short words count as such. */
const ORDINARY =
  /^(\S{0,3}|\S+(ings?|ions?|ly)|side|effects?|doses?|dosage|what|when|with|does|long|takes?|uses?|safe|works?|about) /;

/**
 * Starts to load the names that a query is likely to need and the card of the medicine that it names: where its first word begins
 * that is no ordinary one, or else where its longest does.
 * @param {Release} release
 * @param {string} query
 * @param {(text: string) => string} key folds a text as names are folded
 */
export function preload(release, query, key) {
  const [first, ...others] = key(query)
    .split(' ')
    .map((_, at, words) => [...words.slice(at), ''].join(' '))
    .filter((asked) => !ORDINARY.test(asked));
  const [longest] = others.sort((one, other) => other.indexOf(' ') - one.indexOf(' '));
  if (first) ahead(async () => (await loadFor(release, first)) || (longest && loadFor(release, longest)));
}

/**
 * @param {Release} release
 * @param {string} asked folded words, each followed by a space
 * @returns whether they begin with the name of one medicine
 */
async function loadFor(release, asked) {
  const { cards = [], typos } = /** @type {BundleHint} */ (release.hint);
  const word = ` ${asked.split(' ')[0]} `;
  const near = cards.filter(([name]) => ` ${name} `.includes(word));
  const [name = '', card] = near.findLast(([name]) => asked.startsWith(`${name} `)) ?? (near[1] ? [] : (near[0] ?? []));
  // In parallel with the names below.
  const first = card ? release.cardFile(card, name) : typos && !near[0] && release.file(typos);
  // The hint of a large bundle leaves the names to the root file.
  if (!release.root.names[0]) await release.confirmed;
  const known = await (await release.names()).with(word.trim());
  const { own = [] } = known.findLast(({ name }) => asked.startsWith(`${name} `)) ?? {};
  // Those of the strongest kind of match.
  const [[, medicine] = [], other] = own.filter(([kind]) => kind === own[0]?.[0]);
  if (medicine?.file && !other) await release.cardFile(medicine.file, medicine.title);
  await first;
  return card || medicine;
}
