// Renders what few cards have: tables, callouts, links, pictures and marks.

import { make } from '../elements/dom.js';

/** Their tags. */
export const TAGS = 'table caption thead tbody tr th td aside link img del u mark kbd small'.split(' ');

const ANCHOR = /^[\p{L}\p{N}_-]+$/u;
/** Where a link may lead (src/read/address.rs): four schemes, or a path of this site. */
const SAFE = /^(https?:\/\/|mailto:|tel:|\/(?![/\\]))[^\s\\\p{Cc}]*$/iu;
/** A picture of the bundle, named by its hash. */
const PICTURE = /^pictures\/[\da-f]+\.[a-z]+$/;

/**
 * Sets an attribute, if it is known and has a valid value.
 * @param {HTMLElement} element
 * @param {string} name
 * @param {string} text
 * @param {string} base the address of the bundle
 */
export function set(element, name, text, base) {
  const { localName } = element;
  if (name === 'href' && localName === 'a' && SAFE.test(text)) {
    element.setAttribute(name, text);
    element.setAttribute('rel', 'noopener noreferrer');
  } else if (name === 'card' && localName === 'a' && ANCHOR.test(text)) {
    element.setAttribute('href', '#');
    element.setAttribute('data-card', text);
  } else if (name === 'src' && localName === 'img' && PICTURE.test(text)) {
    const picture = /** @type {HTMLImageElement} */ (element);
    picture.loading = 'lazy';
    picture.src = base + text;
  } else if (name === 'h') element.setAttribute('data-head', text);
  else if (/^(cols|rows)$/.test(name) && /^\d{1,3}$/.test(text)) element.setAttribute(`${name.slice(0, 3)}span`, text);
  else if (name === 'scope' && /^(col|row)(group)?$/.test(text)) element.setAttribute(name, text);
  else return false;
  return true;
}

/**
 * Completes an element when all inside is there; false rejects it.
 * @param {HTMLElement} element
 * @param {unknown[]} tree
 */
export function finish(element, [tag, attributes, ...inside]) {
  if (element.className === 'table') {
    // The keys scroll it, too.
    element.tabIndex = 0;
    element.setAttribute('role', 'group');
  }
  if (tag === 'img') {
    const picture = /** @type {HTMLImageElement} */ (element);
    picture.alt = inside.join('');
    return Boolean(picture.src);
  }
  const { href = '' } = /** @type {{href?: string}} */ (attributes);
  if (tag !== 'link' || !/^https?:/i.test(href)) return true;
  const { host } = new URL(href);
  // Readers see where they go before they leave.
  if (!element.textContent?.includes(host)) element.append(make('span', 'host', ` (${host})`));
  return true;
}
