// Says on the console what the author of a page probably did not mean, once for each card.

/** Values that an attribute may have. @type {Record<string, string[]>} */
const VALUES = {
  order: ['use', 'source', 'patient'],
  variant: ['summary', 'inline'],
  loading: ['eager', 'lazy'],
  print: ['all', 'large'],
};

/** What is between the tags of a card only if its end tag is missing: `<drug-card />` does not end. */
const SWALLOWED = 'drug-card, drug-search, main, footer, script';

/** Milliseconds in which a script of the page may still name a medicine. */
const PATIENCE = 2000;

/** @type {WeakSet<Element>} */
const checked = new WeakSet();

/** @param {HTMLElement & {status: string, enter: (status: string, ...more: string[]) => void}} card */
export function check(card) {
  if (checked.has(card)) return;
  checked.add(card);
  const say = (/** @type {string} */ mistake) => console.warn(`drug-card: ${mistake}`, card);
  for (const [name, values] of Object.entries(VALUES)) {
    const value = card.getAttribute(name);
    if (value && !values.includes(value)) say(`expected ${name} to be ${values.join(' or ')}, but it is "${value}".`);
  }
  if (card.querySelector(SWALLOWED))
    say(
      'expected </drug-card>, but the page goes on inside the card; write an end tag, since <drug-card /> is not one.',
    );
  setTimeout(() => {
    if (card.status !== 'idle' || !card.isConnected || card.hasAttribute('variant')) return;
    say('expected drug="…" or src="…", but the card has neither, and nothing is shown.');
    card.enter('idle', 'error');
  }, PATIENCE);
}
