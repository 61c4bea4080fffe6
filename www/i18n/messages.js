// Owns what the elements say: an English sentence is its own key, and a file of the bundle has the same in another language.

import { make } from '../elements/render.js';

/**
 * @typedef {keyof typeof import('./messages/en.json')} Key
 * @typedef {string | number | Date | Node | readonly [Key, ...any[]]} Part what stands for `{0}`: a name, a number; in brackets, words again
 * @typedef {Key | readonly [Key, ...Part[]]} Words
 * @typedef {Record<string, string>} Table by key; without one, English is the language of the page
 */

/**
 * The sentence for events and exceptions.
 * @param {any} words
 * @returns {string}
 */
export function english(words) {
  const [key, ...parts] = [words].flat();
  return key.replace(/{(\d)}/g, (/** @type {string} */ _, /** @type {number} */ at) => (Array.isArray(parts[at]) ? english(parts[at]) : parts[at]));
}

/**
 * The sentence for the reader, its parts isolated from its direction. Where the table lacks it, it is English and says so.
 * @param {Table | undefined} table
 * @param {any} words
 * @returns {HTMLElement}
 */
export function spoken(table, words) {
  const [key, ...parts] = [words].flat();
  const own = table?.[key];
  const lang = own ? table?.[''] : 'en-GB';
  const pieces = (own ?? key).split(/{(\d)}/).map((/** @type {string} */ piece, /** @type {number} */ at) => {
    if (at % 2 === 0) return piece;
    const part = parts[+piece];
    if (Array.isArray(part)) return spoken(table, part);
    // Digits as in doses, whatever the language.
    return make('bdi', '', part?.toLocaleDateString?.(`${lang}-u-nu-latn`, { dateStyle: 'long', timeZone: 'UTC' }) ?? part);
  });
  // The text around it may be of another language.
  return Object.assign(make('span', '', ...pieces), { lang }, table && !own && { dir: 'ltr' });
}

/**
 * The language of a node as HTML has it: that of the nearest attribute, through the hosts of shadow trees.
 * @param {Element} element
 * @returns {string | undefined}
 */
export function languageOf(element) {
  /** @type {any} */ let [at, found] = [element];
  while (at && !(found = at.closest('[lang]'))) at = at.getRootNode().host;
  // Not the property: an element of SVG has none.
  return found?.getAttribute('lang').split('-')[0].toLowerCase();
}
