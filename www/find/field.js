// Lets a <drug-search scope="card"> search inside the card that it belongs to.

/**
 * @import { DrugCardElement } from '../elements/drug-card-element.js'
 * @import { DrugSearchElement } from '../elements/drug-search-element.js'
 * @import { Field } from '../search/results-popup.js'
 */

import { Finder } from './finder.js';
import { counted } from './words.js';

/** In place of the list of results: its status line says where the reader is. */
export class FindInCard {
  #search;
  #field;
  /** @type {Finder | undefined} */ #finder;
  /** @type {DrugCardElement | null} */ #card = null;
  #words = '';
  /** A search inside a card has no list. */ shown = null;
  /** @type {string | undefined} */ entered;

  /**
   * @param {DrugSearchElement} search
   * @param {Field} field
   */
  constructor(search, field) {
    this.#search = search;
    this.#field = field;
    field.input.addEventListener('keydown', (event) => this.#key(event));
    this.update();
  }

  /** The field is a plain one, with its status below it and over no card. */
  update() {
    const { input } = this.#field;
    for (const name of ['role', 'aria-autocomplete', 'aria-expanded', 'aria-controls']) input.removeAttribute(name);
    this.#search.wrapper.classList.add('list-mode');
  }

  place() {}

  /** The marks stay while the words stay in the field. */
  hide() {
    if (!this.#field.input.value.trim()) this.#finder?.clear();
  }

  /**
   * @param {string} words
   * @param {() => boolean} late
   */
  async ask(words, late) {
    const card = this.#cardOf();
    await card?.ready.catch(() => {});
    if (late()) return;
    if (card !== this.#card) {
      this.#finder?.clear();
      this.#finder = card ? new Finder(card) : undefined;
      this.#card = card;
    }
    this.#words = words.trim();
    // The page stays where it is while somebody types in a field of it.
    this.#finder?.find(this.#words, false);
    this.#tell();
    if (this.entered === words) this.#go(1);
    this.entered = undefined;
  }

  /** The card of `for` or `target`, else the first one of the page. @returns {DrugCardElement | null} */
  #cardOf() {
    const { htmlFor, target } = this.#field.settings;
    const root = /** @type {Document | ShadowRoot} */ (this.#search.getRootNode());
    if (htmlFor) return /** @type {DrugCardElement | null} */ (root.getElementById(htmlFor));
    return root.querySelector(target || 'drug-card');
  }

  #tell() {
    const { reveal, announce } = this.#field;
    const message = counted(this.#finder ?? { at: 0, count: 0 }, this.#words);
    reveal(true);
    announce(() => [this.#search.say(message)]);
    this.#search.enter('ready', 'open', !this.#finder?.count && 'empty');
  }

  /** @param {number} by */
  #go(by) {
    this.#finder?.go(by);
    this.#tell();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { key, shiftKey, isComposing } = event;
    if (isComposing || !this.#words) return;
    if (key === 'Escape') {
      this.#words = '';
      this.#search.clear();
    } else if (/^(Enter|ArrowDown|ArrowUp)$/.test(key)) {
      event.preventDefault();
      this.#go(key === 'ArrowUp' || (key === 'Enter' && shiftKey) ? -1 : 1);
    }
  }
}
