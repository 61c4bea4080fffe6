// Shows messages in the language of the page.

import { make } from './dom.js';

/**
 * The sentence for the reader, its parts isolated from its direction. Where the table lacks it, it is English and says so.
 * @param {import('../i18n/messages.js').Table | undefined} table
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
    return make(
      'bdi',
      '',
      part?.toLocaleDateString?.(`${lang}-u-nu-latn`, { dateStyle: 'long', timeZone: 'UTC' }) ?? part,
    );
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
  for (let at = element; at; at = /** @type {ShadowRoot} */ (at.getRootNode()).host) {
    // The attribute, since an SVG element has no property `lang`.
    const found = at.closest('[lang]')?.getAttribute('lang');
    if (found != null) return found.split('-')[0]?.toLowerCase();
  }
  return undefined;
}
