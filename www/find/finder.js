// Finds words in one card, marks them, and leads from one to the next. What is found is opened, never left in a fold.

/** @import { DrugCardElement } from '../elements/drug-card-element.js' */

import { openAround } from '../elements/dom.js';
import { foldedText, rangesOf } from './text.js';

/** The names of the highlights: all matches, and the one that the reader is at. */
const [ALL, HERE] = ['drug-card-match', 'drug-card-match-here'];

const STYLES = `
::highlight(${ALL}){background-color:light-dark(#fdecb0,#5c4a00);color:var(--ink)}
::highlight(${HERE}){background-color:light-dark(#9a3412,#ffb38a);color:light-dark(#fff,#000)}
.match-here{outline:2px solid var(--accent);outline-offset:2px}
.find{display:flex;flex-wrap:wrap;align-items:center;gap:.5em;margin-top:8px!important;font-size:max(.875em,13.5px)}
.find input{flex:1 1 8em;min-width:0;min-height:44px;padding:0 .6em;border:2px solid var(--accent);border-radius:6px;background-color:var(--paper)}
.find .tool{min-width:44px}
.find-count{min-width:4.5em}
.find-open{margin-bottom:.5em}
@media(max-height:26em){.find{position:sticky;z-index:1;bottom:0;background-color:var(--paper)}}
@media print{.find{display:none}.match-here{outline:0}}
`;

/** The cards that have these styles. @type {WeakSet<DrugCardElement>} */
const styled = new WeakSet();

/** The search inside one card. */
export class Finder {
  #card;
  #words = '';
  /** @type {Range[]} */ #matches = [];
  #at = 0;
  /** Whether the reader was led to a match. */ #led = false;
  /** @type {Element | null} */ #marked = null;

  /** @param {DrugCardElement} card */
  constructor(card) {
    this.#card = card;
    if (!styled.has(card)) card.adoptStyles(STYLES);
    styled.add(card);
  }

  get count() {
    return this.#matches.length;
  }

  /** The number of the match that the reader is at, from 1; 0 without matches. */
  get at() {
    return this.#matches.length && this.#at + 1;
  }

  /**
   * Finds words and marks them.
   * @param {string} words
   * @param {boolean} lead whether to go to the first of them at once
   */
  find(words, lead) {
    const same = foldedText(words) === foldedText(this.#words) && this.#matches[0]?.startContainer.isConnected;
    this.#words = words;
    if (same) return;
    this.#matches = this.#read();
    this.#at = 0;
    this.#led = lead;
    this.#show();
  }

  /** Goes on by so many matches, and around at the end; at first to the one that is marked. @param {number} by */
  go(by) {
    // The card may have been shown again.
    if (!this.#matches[0]?.startContainer.isConnected) this.#matches = this.#read();
    const { length } = this.#matches;
    if (length && this.#led) this.#at = (((this.#at + by) % length) + length) % length;
    this.#led = true;
    this.#show();
  }

  /** Takes all marks away. */
  clear() {
    this.#words = '';
    this.#matches = [];
    this.#show();
  }

  #read() {
    const article = this.#card.shadow.querySelector('.card');
    const found = article ? rangesOf(article, this.#words) : [];
    for (const { startContainer } of found) openAround(startContainer.parentElement);
    // What no reader sees is not counted.
    return found.filter((range) => range.getClientRects().length);
  }

  #show() {
    const here = this.#matches[this.#at];
    this.#marked?.classList.remove('match-here');
    this.#marked = null;
    if (globalThis.Highlight && CSS.highlights) {
      CSS.highlights.set(ALL, new Highlight(...this.#matches));
      const current = new Highlight(...(here ? [here] : []));
      current.priority = 1;
      CSS.highlights.set(HERE, current);
    } else if (here) {
      this.#marked = here.startContainer.parentElement;
      this.#marked?.classList.add('match-here');
    }
    if (this.#led) here?.startContainer.parentElement?.scrollIntoView({ block: 'center' });
  }
}
