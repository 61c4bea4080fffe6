// Makes the small form of a card: whose it is, what warns, and links to the rest.

/** @import { DrugCardElement } from '../elements/drug-card-element.js' */

import { make } from '../elements/dom.js';

/** What the small form shows; the rest is one link away. */
const SHOWN = '.strip,.header,.boxed,.serious,.foot';

/** Sections that the line of links may lack. */
const PRECAUTIONS = 'precautions';

/**
 * Keeps what must be seen, and leads from each link to the whole card: to its address, else in its place.
 * @param {DrugCardElement} card
 * @param {Element} article
 * @param {string} slug
 * @param {string} href the address of the whole card, with `{slug}` and `{anchor}`; empty if it opens in place
 */
export function summary(card, article, slug, href) {
  article.classList.add('summary');
  const line = article.querySelector('.key-line') ?? make('p', 'key-line');
  article.querySelector('.header')?.append(line);
  const precautions = article.querySelector(`.jump-list .jump[href="#${PRECAUTIONS}"]`);
  if (precautions) line.append(' · ', precautions);
  const whole = make('a', 'jump whole', card.say('Open the whole card'));
  whole.href = '#';
  line.append(line.firstChild ? ' · ' : '', whole);
  // What may be long and says nothing of this medicine is in the whole card.
  for (const part of article.querySelectorAll('.jump-list,.related')) part.remove();
  for (const part of [...article.children]) if (!part.matches(SHOWN)) part.remove();
  for (const link of article.querySelectorAll('a')) {
    const anchor = link.hash.slice(1);
    if (anchor && article.querySelector(`[id="${anchor}"]`)) continue;
    const address = addressOf(href, slug, anchor);
    if (address) link.href = address;
    link.addEventListener('click', (event) => {
      event.stopPropagation();
      if (address) return;
      event.preventDefault();
      open(card, anchor);
    });
  }
}

/**
 * @param {DrugCardElement} card
 * @param {string} anchor
 */
async function open(card, anchor) {
  card.removeAttribute('variant');
  await card.ready;
  card.scrollToSection(anchor);
}

/**
 * The address of the whole card; empty if there is none, or if it is not a page.
 * @param {string} template
 * @param {string} slug
 * @param {string} anchor
 */
function addressOf(template, slug, anchor) {
  if (!template) return '';
  const filled = template.replace('{slug}', encodeURIComponent(slug)).replace('{anchor}', encodeURIComponent(anchor));
  try {
    const { protocol, href } = new URL(filled, document.baseURI);
    return /^(https?|file):$/.test(protocol) ? href : '';
  } catch {
    return '';
  }
}
