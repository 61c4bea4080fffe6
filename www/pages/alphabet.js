// Shows the list from A to Z on the app page: all of a short list, one letter of a long one.

/** @import { Entry, Groups } from './letters.js' */

import { byLetter, parts } from './letters.js';
import { byId } from './page-parts.js';
import { reviewLine } from './review-line.js';

/** A longer list shows one letter at a time. */
const SHORT = 300;

/** The list of one bundle. */
export class Alphabet {
  /** @type {Groups} */ #groups;
  #whole;

  /**
   * @param {Entry[]} medicines
   * @param {string} language
   */
  constructor(medicines, language) {
    this.#groups = byLetter(medicines, language);
    this.#whole = medicines.length <= SHORT;
    byId('letters')?.replaceChildren(...[...this.#groups.keys()].map((letter) => link(letter, this.#address(letter))));
  }

  /** Where the entries of a letter are. @param {string} letter */
  #address(letter) {
    return this.#whole ? `#letter-${letter}` : `#/letter/${encodeURIComponent(letter)}`;
  }

  /**
   * Shows the list, or the part of it that an address names: a letter, or the two with which names begin.
   * @param {string} [part]
   */
  show(part = '') {
    const index = byId('index');
    if (!index) return;
    if (this.#whole) {
      if (!index.firstChild) {
        index.append(...[...this.#groups].map(([letter, entries]) => section(letter, letter, entries)));
      }
      return;
    }
    const [first = ''] = this.#groups.keys();
    const letter = [...this.#groups.keys()].find((one) => one === part || hasPart(this.#groups, one, part)) ?? first;
    const groups = parts(letter, this.#groups.get(letter) ?? []);
    const [name = letter] = groups.has(part) ? [part] : groups.keys();
    mark(byId('letters'), letter);
    const second = document.createElement('nav');
    second.className = 'letters';
    second.setAttribute('aria-label', `Letters after ${letter}`);
    second.append(...[...groups.keys()].map((one) => link(one, this.#address(one))));
    mark(second, name);
    index.replaceChildren(...(groups.size > 1 ? [second] : []), section(letter, name, groups.get(name) ?? []));
  }
}

/** @param {Groups} groups @param {string} letter @param {string} part */
const hasPart = (groups, letter, part) => part !== '' && parts(letter, groups.get(letter) ?? []).has(part);

/** Marks the current letter. @param {Element | null} nav @param {string} letter */
function mark(nav, letter) {
  for (const one of nav?.querySelectorAll('a') ?? []) one.ariaCurrent = one.textContent === letter ? 'true' : null;
}

/**
 * @param {string} text
 * @param {string} address
 */
export function link(text, address) {
  const element = document.createElement('a');
  element.href = address;
  element.textContent = text;
  return element;
}

/**
 * @param {string} letter
 * @param {string} name
 * @param {Entry[]} entries
 */
function section(letter, name, entries) {
  const element = document.createElement('section');
  const heading = document.createElement('h2');
  heading.id = `letter-${letter}`;
  heading.textContent = name;
  const list = document.createElement('ul');
  list.append(...entries.map(item));
  element.append(heading, list);
  return element;
}

/** @param {Entry} entry */
function item({ slug, title, line, alert, reviewed, nextReview }) {
  const element = document.createElement('li');
  element.append(link(title, `#/drug/${encodeURIComponent(slug)}`));
  const review = reviewLine(reviewed, nextReview);
  const spans = [
    [alert?.text, 'alert'],
    [line, 'line'],
  ];
  // What warns comes before what informs.
  if (review) spans.splice(review.style === 'alert' ? 1 : 2, 0, [review.text, review.style, review.lang]);
  for (const [text, name, lang] of spans) {
    if (!text) continue;
    const words = document.createElement('span');
    words.className = name ?? '';
    words.textContent = text;
    if (lang) words.lang = lang;
    element.append(words);
  }
  return element;
}
