// Renders the tree of a card as DOM nodes. It accepts only a closed list of tags and attributes.

/**
 * @import { Tree } from '../bundle/result-types.js'
 * @import { MessagePart } from '../i18n/messages.js'
 */

import { damaged } from '../bundle/errors.js';
import { make } from './dom.js';

/**
 * The tags of a tree (src/card/card_tree.rs): `h` becomes a heading of the page's level, `jump` a link inside the card, `link`
 * one that leads to another card or out of it. The annotation keeps them out of scripts without cards.
 */
const TAGS =
  /* @__PURE__ */ 'article section div span p ul ol li strong em sub sup code pre blockquote br hr details summary nav h jump table caption thead tbody tr th td aside link img del u mark kbd small'.split(
    ' ',
  );

/** The builder nests at most 32 lists, of two tags each, and as many emphases; some thousand levels crash a browser tab. */
const DEEPEST = 128;

const CLASSES = /^[a-z][a-z-]*( [a-z][a-z-]*)*$/;
const ANCHOR = /^[\p{L}\p{N}_-]+$/u;

/** Where a link may lead (src/read/address.rs): four schemes, or a path of this site. */
const SAFE = /^(https?:\/\/|mailto:|tel:|\/(?![/\\]))[^\s\\\p{Cc}]*$/iu;
/** A picture of the bundle, named by its hash. */
const PICTURE = /^pictures\/[\da-f]+\.[a-z]+$/;

/**
 * Renders a tree.
 * @param {Tree} tree
 * @param {number} headingLevel the level of the name, 1 to 6
 * @param {string} [base] the address of the bundle, for its pictures
 * @returns {HTMLElement}
 */
export function render(tree, headingLevel, base = '') {
  const [, attributes, first] = Array.isArray(tree) ? tree : [];
  if (attributes?.c !== 'card' || first?.[1]?.c !== 'provenance') throw rejected(['no provenance line']);
  return /** @type {HTMLElement} */ (node(tree, headingLevel, 0, base));
}

/**
 * @param {unknown} tree
 * @param {number} headingLevel
 * @param {number} depth
 * @param {string} base
 * @returns {Node}
 */
function node(tree, headingLevel, depth, base) {
  if (typeof tree === 'string') return document.createTextNode(tree);
  if (!Array.isArray(tree) || depth > DEEPEST) throw rejected(['an unknown node']);
  const [tag, attributes] = tree;
  if (!TAGS.includes(tag) || typeof attributes !== 'object' || !attributes) throw rejected(['an unknown node']);
  const name = tag === 'h' ? `h${level(headingLevel, attributes.level)}` : /^(jump|link)$/.test(tag) ? 'a' : tag;
  const element = document.createElement(name);
  for (const given of Object.keys(attributes)) set(element, given, attributes[given]);
  if (attributes.c === 'table') {
    // The keys scroll it, too.
    element.tabIndex = 0;
    element.setAttribute('role', 'group');
  }
  if (tag === 'img') {
    if (!PICTURE.test(attributes.src)) throw rejected(['an unknown node']);
    const picture = /** @type {HTMLImageElement} */ (element);
    picture.loading = 'lazy';
    picture.alt = tree.slice(2).join('');
    picture.src = base + attributes.src;
    return picture;
  }
  for (let at = 2; at < tree.length; at++) element.appendChild(node(tree[at], headingLevel, depth + 1, base));
  if (tag === 'link' && /^https?:/i.test(attributes.href)) {
    const { host } = new URL(attributes.href);
    // Readers see where they go before they leave.
    if (!element.textContent?.includes(host)) element.append(make('span', 'host', ` (${host})`));
  }
  return element;
}

/**
 * The level of a heading that is `below` levels under the name; 6 is the deepest.
 * @param {number} headingLevel
 * @param {unknown} below
 */
export function level(headingLevel, below) {
  return Math.min(6, Math.max(1, headingLevel + (Number(below) || 0)));
}

/**
 * @param {HTMLElement} element
 * @param {string} name
 * @param {unknown} value
 */
function set(element, name, value) {
  const text = String(value);
  if (name === 'c' && CLASSES.test(text)) element.setAttribute('class', text);
  else if (/^(id|lang|dir)$/.test(name) && ANCHOR.test(text)) element.setAttribute(name, text);
  else if (name === 'to' && ANCHOR.test(text)) element.setAttribute('href', `#${text}`);
  else if (name === 'label') element.setAttribute('aria-label', text);
  else if (name === 'start' && /^\d+$/.test(text)) element.setAttribute('start', text);
  else if (name === 'href' && element.localName === 'a' && SAFE.test(text)) {
    element.setAttribute(name, text);
    element.setAttribute('rel', 'noopener noreferrer');
  } else if (name === 'card' && element.localName === 'a' && ANCHOR.test(text)) {
    element.setAttribute('href', '#');
    element.setAttribute('data-card', text);
  } else if (name === 'h') element.setAttribute('data-head', text);
  else if (/^(cols|rows)$/.test(name) && /^\d{1,3}$/.test(text)) element.setAttribute(`${name.slice(0, 3)}span`, text);
  else if (name === 'scope' && /^(col|row)(group)?$/.test(text)) element.setAttribute(name, text);
  else if (name === 'open') element.toggleAttribute('open', value === true);
  else if (name !== 'level' && !(name === 'src' && element.localName === 'img')) throw rejected(`“${name}”`);
}

/** @param {MessagePart} got */
function rejected(got) {
  return damaged(['the parts of a card'], got);
}
