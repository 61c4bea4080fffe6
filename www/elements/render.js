// Owns the way from a view tree to DOM nodes: a closed list of tags and attributes, nothing else gets through.

import { damaged } from '../bundle/errors.js';
import { setNames } from './dom.js';

/**
 * A text, or `[tag, attributes, child, …]` as src/card/card_tree.rs writes it.
 * @typedef {string | readonly [string, Readonly<Record<string, unknown>>, ...any[]]} Tree
 */

/** Tags on the wire; `h` becomes a heading of the page's level, `jump` a link inside the card. The mark keeps them out of scripts without cards. */
const TAGS =
  /* @__PURE__ */ 'article section div span p ul ol li strong em sub sup code pre blockquote br hr details summary nav h jump'.split(
    ' ',
  );

/** The builder stops at 32 lists in lists, of two tags each, and as many emphases; a browser tab dies at some thousand. */
const DEEPEST = 128;

const CLASSES = /^[a-z][a-z-]*( [a-z][a-z-]*)*$/;
const ANCHOR = /^[\p{L}\p{N}_-]+$/u;

/**
 * The element of `tree`.
 * @param {Tree} tree
 * @param {number} headingLevel the level of the name, 1 to 6
 * @returns {HTMLElement}
 */
export function render(tree, headingLevel) {
  const [, attributes, first] = Array.isArray(tree) ? tree : [];
  if (attributes?.c !== 'card' || first?.[1]?.c !== 'provenance') throw refuse(['no line of origin']);
  return /** @type {HTMLElement} */ (node(tree, headingLevel, 0));
}

/**
 * @param {unknown} tree
 * @param {number} headingLevel
 * @param {number} depth
 * @returns {Node}
 */
function node(tree, headingLevel, depth) {
  if (typeof tree === 'string') return document.createTextNode(tree);
  if (!Array.isArray(tree) || depth > DEEPEST) throw refuse(['another node']);
  const [tag, attributes] = tree;
  if (!TAGS.includes(tag) || typeof attributes !== 'object' || !attributes) throw refuse(['another node']);
  const name = tag === 'h' ? `h${level(headingLevel, attributes.level)}` : tag === 'jump' ? 'a' : tag;
  const element = document.createElement(name);
  for (const given of Object.keys(attributes)) set(element, given, attributes[given]);
  for (let at = 2; at < tree.length; at++) element.appendChild(node(tree[at], headingLevel, depth + 1));
  return element;
}

/**
 * The page's level of a heading that stands `below` the name; there is none after 6.
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
  if (name === 'c' && CLASSES.test(text)) setNames(element, text);
  else if (/^(id|lang|dir)$/.test(name) && ANCHOR.test(text)) element.setAttribute(name, text);
  else if (name === 'to' && ANCHOR.test(text)) element.setAttribute('href', `#${text}`);
  else if (name === 'label') element.setAttribute('aria-label', text);
  else if (name === 'start' && /^\d+$/.test(text)) element.setAttribute('start', text);
  else if (name === 'open') element.toggleAttribute('open', value === true);
  else if (name !== 'level') throw refuse(`“${name}”`);
}

/** @param {import('../i18n/messages.js').Part} came */
function refuse(came) {
  return damaged(['parts of a card'], came);
}
