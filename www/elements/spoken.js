// Shows messages in the language of the page.

/** @import { Message, Translations } from '../i18n/messages.js' */

import { ENGLISH, fill } from '../i18n/messages.js';
import { make } from './dom.js';

/**
 * The message as a node; names and numbers in it are isolated from its direction. Without a translation it is English and
 * marked as English.
 * @param {Translations | undefined} translations
 * @param {Message} message
 * @returns {HTMLElement}
 */
export function spoken(translations, message) {
  const [pieces, lang] = fill(message, translations, (part, lang) => {
    if (Array.isArray(part)) return spoken(translations, /** @type {Message} */ (/** @type {unknown} */ (part)));
    // Latin digits in every language, as in doses.
    const date = /** @type {Partial<Date> | undefined} */ (part);
    const day = date?.toLocaleDateString?.(`${lang}-u-nu-latn`, { dateStyle: 'long', timeZone: 'UTC' });
    return make('bdi', '', day ?? /** @type {string | Node} */ (part));
  });
  // The text around it may be in another language.
  return Object.assign(make('span', '', ...pieces), { lang }, translations && lang === ENGLISH && { dir: 'ltr' });
}

/**
 * The language of an element as HTML defines it: that of the nearest attribute, across shadow trees.
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
