// Renders the tree of a card as DOM nodes. It accepts only a closed list of tags and attributes.

/**
 * @import { Tree } from '../bundle/result-types.js'
 * @import { MessagePart } from '../i18n/messages.js'
 *
 * @typedef {object} Rich tags and attributes that few cards have
 * @property {string[]} TAGS
 * @property {(element: HTMLElement, name: string, text: string, base: string) => boolean} set whether the attribute is known and valid
 * @property {(element: HTMLElement, tree: unknown[]) => boolean} finish called when all inside is there; false rejects the element
 */

import { damaged } from '../bundle/errors.js';

/**
 * The tags of a tree (src/card/card_tree.rs): `h` becomes a heading of the page's level, `jump` a link inside the card, `link`
 * one that leads to another card or out of it. The annotation keeps them out of scripts without cards.
 */
const TAGS =
  /* @__PURE__ */ 'article section div span p ul ol li strong em sub sup code pre blockquote br hr details summary nav h jump'.split(
    ' ',
  );

/** The builder nests at most 32 lists, of two tags each, and as many emphases; some thousand levels crash a browser tab. */
const DEEPEST = 128;

const CLASSES = /^[a-z][a-z-]*( [a-z][a-z-]*)*$/;
const ANCHOR = /^[\p{L}\p{N}_-]+$/u;

/**
 * Renders a tree.
 * @param {Tree} tree
 * @param {number} headingLevel the level of the name, 1 to 6
 * @param {Rich} [rich] what tables, links and pictures need (www/tools/rich.js)
 * @param {string} [base] the address of the bundle, for its pictures
 * @returns {HTMLElement}
 */
export function render(tree, headingLevel, rich, base = '') {
  const [, attributes, first] = Array.isArray(tree) ? tree : [];
  const [, { c = '' } = {}, line] = first ?? [];
  if (attributes?.c !== 'card' || (c === 'strip' ? line?.[1]?.c : c) !== 'provenance')
    throw rejected(['no provenance line']);
  return /** @type {HTMLElement} */ (node(tree, headingLevel, 0, rich, base));
}

/**
 * @param {unknown} tree
 * @param {number} headingLevel
 * @param {number} depth
 * @param {Rich | undefined} rich
 * @param {string} base
 * @returns {Node}
 */
function node(tree, headingLevel, depth, rich, base) {
  if (typeof tree === 'string') return document.createTextNode(tree);
  if (!Array.isArray(tree) || depth > DEEPEST) throw rejected(['an unknown node']);
  const [tag, attributes] = tree;
  if (!(TAGS.includes(tag) || rich?.TAGS.includes(tag)) || typeof attributes !== 'object' || !attributes)
    throw rejected(['an unknown node']);
  const name = tag === 'h' ? `h${level(headingLevel, attributes.level)}` : /^(jump|link)$/.test(tag) ? 'a' : tag;
  const element = document.createElement(name);
  for (const given of Object.keys(attributes)) {
    const text = String(attributes[given]);
    if (!set(element, given, text) && !rich?.set(element, given, text, base)) throw rejected(`“${given}”`);
  }
  if (tag !== 'img')
    for (let at = 2; at < tree.length; at++) element.appendChild(node(tree[at], headingLevel, depth + 1, rich, base));
  if (rich?.finish(element, tree) === false) throw rejected(['an unknown node']);
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
 * Sets an attribute, if it is known and has a valid value.
 * @param {HTMLElement} element
 * @param {string} name
 * @param {string} text
 */
function set(element, name, text) {
  if (name === 'c' && CLASSES.test(text)) element.setAttribute('class', text);
  else if (/^(id|lang|dir)$/.test(name) && ANCHOR.test(text)) element.setAttribute(name, text);
  else if (name === 'to' && ANCHOR.test(text)) element.setAttribute('href', `#${text}`);
  else if (name === 'label') element.setAttribute('aria-label', text);
  else if (name === 'start' && /^\d+$/.test(text)) element.setAttribute('start', text);
  else if (name === 'open') element.toggleAttribute('open', text === 'true');
  else return /^(level|order)$/.test(name);
  return true;
}

/** @param {MessagePart} got */
function rejected(got) {
  return damaged(['the parts of a card'], got);
}
