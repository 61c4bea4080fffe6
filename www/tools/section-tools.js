// Adds buttons to a card: find words in it; copy a section with its source, print it alone.

/** @import { DrugCardElement } from '../elements/drug-card-element.js' */

import { exposed, make } from '../elements/dom.js';
import { sourceOf } from './source-line.js';

/**
 * @param {DrugCardElement} card
 * @param {Element} article
 */
export function sectionTools(card, article) {
  article.querySelector('.header')?.append(findButton(card));
  for (const section of article.querySelectorAll(':scope > .section, :scope > .serious')) {
    const heading = section.querySelector('.section-heading')?.textContent ?? section.ariaLabel ?? '';
    const button = (/** @type {'Copy' | 'Print'} */ name, /** @type {(button: HTMLElement) => void} */ act) => {
      const made = exposed(make('button', 'tool', card.say(name), make('span', 'heard', ` ${heading}`)));
      made.type = 'button';
      made.addEventListener('click', () => act(made));
      return made;
    };
    section.append(
      make(
        'div',
        'tools',
        button('Copy', (made) => copySection(card, article, section, made)),
        button('Print', () => printSection(article, section)),
      ),
    );
  }
}

/** @param {DrugCardElement} card */
function findButton(card) {
  const button = exposed(make('button', 'tool', card.say('Find in this card')));
  button.type = 'button';
  button.addEventListener('click', () =>
    card.client
      .use((reader) => reader.script('find'))
      .then(
        ({ openBar }) => openBar(card, button),
        (error) => button.replaceChildren(card.say(card.report(error).text)),
      ),
  );
  return make('div', 'tools', button);
}

/**
 * @param {DrugCardElement} card
 * @param {Element} article
 * @param {Element} section
 * @param {HTMLElement} button
 */
async function copySection(card, article, section, button) {
  const text = [...section.children]
    .filter((part) => !part.matches('.tools'))
    // biome-ignore lint/performance/useDomNodeTextContent: lines of a list must not run into each other.
    .map((part) => /** @type {HTMLElement} */ (part).innerText.trim())
    .join('\n\n');
  const done = await navigator.clipboard
    ?.writeText(`${text}\n\n${sourceOf(article, section)}`)
    .then(() => true)
    .catch(() => false);
  button.firstChild?.replaceWith(card.say(done ? 'Copied' : 'This browser does not allow copying here.'));
}

/**
 * Prints one section under the name of its medicine, with the foot of the card.
 * @param {Element} article
 * @param {Element} section
 */
function printSection(article, section) {
  article.classList.add('one-section');
  section.classList.add('printed-alone');
  addEventListener(
    'afterprint',
    () => {
      article.classList.remove('one-section');
      section.classList.remove('printed-alone');
    },
    { once: true },
  );
  print();
}
