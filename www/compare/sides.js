// Puts the parts of two cards in rows, each beside what the other card has about the same subject.

/**
 * @import { Message } from '../i18n/messages.js'
 * @import { Card, Comparison } from './card-compare.js'
 *
 * @typedef {object} Side one of the two cards
 * @property {number} number
 * @property {string} title
 * @property {HTMLElement} article
 * @property {Element | null} asked the line on the other name that led to it
 * @property {string} name as its card writes it
 * @property {string} provenance
 * @property {string[]} alerts what is wrong with the page as a whole
 * @property {Map<string, string>} inside passages inside other sections: the anchor, the heading of the section
 */

import { NO_STATEMENT } from '../bundle/errors.js';
import { make, openAround } from '../elements/dom.js';
import { headingOf, Rows } from './rows.js';

/** @param {Element | null} element */
const words = (element) => element?.textContent?.trim() ?? '';

/**
 * The cards as one: their own nodes, moved, so that every word, warning and mark is there and in its own column.
 * @param {Comparison} comparison
 * @param {Card[]} cards
 */
export function merged(comparison, cards) {
  const sides = cards.map(sideOf);
  const rows = new Rows(sides.map(({ article }) => article));
  for (const side of sides) number(side, comparison.baseUrl);
  const made = rows.subjects().map((subject) => {
    const all = rows.sides.map((parts) => parts.get(subject) ?? []);
    const heading = headingOf(all.flat()[0]);
    const row = make('div', 'row', ...sides.map((side, at) => cell(comparison, side, subject, all[at] ?? [], heading)));
    // What only repeats the name takes no space in a card, and none here.
    row.hidden = all.flat().every((part) => part.matches('.repeats'));
    return subject === 'strip' ? make('div', 'strips', row) : row;
  });
  return make('div', 'card', ...made);
}

/**
 * @param {Card} card
 * @param {number} number
 * @returns {Side}
 */
function sideOf({ shadow, monograph }, number) {
  const article = /** @type {HTMLElement} */ (shadow.querySelector('.card'));
  /** @type {Side['inside']} */
  const inside = new Map();
  for (const part of article.querySelectorAll('.section [id]')) {
    const section = part.closest('.section');
    if (section) inside.set(part.id, headingOf(section));
  }
  return {
    number,
    title: monograph?.title ?? '',
    article,
    asked: shadow.querySelector('.asked'),
    name: words(article.querySelector('.name')),
    provenance: words(article.querySelector('.provenance')),
    alerts: [...article.querySelectorAll('.header > .alert')].map(words),
    inside,
  };
}

/**
 * Adds a number to the anchors of each card, so that both may have the same, and lets links to other cards lead to the page of the bundle.
 * @param {Side} side
 * @param {string} base
 */
function number({ number, article }, base) {
  for (const part of article.querySelectorAll('[id]')) part.id = `${number}-${part.id}`;
  for (const part of article.querySelectorAll('[aria-labelledby]'))
    part.setAttribute('aria-labelledby', `${number}-${part.getAttribute('aria-labelledby')}`);
  // In two columns, the lists of links are parts of them and no landmarks of the page.
  for (const nav of article.querySelectorAll('nav')) nav.replaceWith(make('div', nav.className, ...nav.childNodes));
  // What a page adds to a card has no place in two.
  for (const slot of article.querySelectorAll('slot')) slot.remove();
  for (const link of article.querySelectorAll('a')) {
    const { card: slug } = link.dataset;
    // Of several bundles it is unknown which one the link means, and another may have another medicine of that name.
    if (slug && base.includes(' ')) link.removeAttribute('href');
    else if (slug) link.href = `${base}index.html#/drug/${encodeURIComponent(slug)}`;
    else if (!link.rel) link.setAttribute('href', `#${number}-${link.hash.slice(1)}`);
  }
}

/**
 * What one card has about a subject, under its name; or the words that it has nothing.
 * @param {Comparison} comparison
 * @param {Side} side
 * @param {string} subject
 * @param {Element[]} parts
 * @param {string} heading of the subject, as either card has it
 */
function cell(comparison, side, subject, parts, heading) {
  const { number, title, article, asked, name, provenance, alerts } = side;
  const made = make('div', 'side');
  // A screen reader hears the name of the group.
  made.role = 'group';
  made.ariaLabel = title;
  made.dataset.side = String(number);
  // Text that has no language of its own is in that of its card.
  made.lang = article.lang;
  made.dir = article.dir;
  if (subject !== 'strip') {
    const whose = make('p', 'whose', make('strong', '', name));
    whose.append(...alerts.map((alert) => make('span', 'alert', ` ${alert}`)));
    whose.append(make('span', 'whose-source', ` ${provenance}`));
    whose.ariaHidden = 'true';
    made.append(whose);
  } else if (asked) made.append(asked);
  made.append(...parts);
  if (!parts.length && subject !== 'preamble') made.append(missing(comparison, side, subject, heading));
  return made;
}

/**
 * Says that a card has nothing about a subject, or in which of its sections it has it.
 * @param {Comparison} comparison
 * @param {Side} side
 * @param {string} subject
 * @param {string} heading
 */
function missing(comparison, { number, title, inside }, subject, heading) {
  const around = inside.get(subject);
  /** @type {Message} */
  let message = ['The page of {0} has no section “{1}”. {2}', title, heading, [NO_STATEMENT]];
  if (subject === 'serious')
    message = ['The page of {0} does not list serious effects apart. {1}', title, [NO_STATEMENT]];
  if (around === undefined) return make('p', 'missing', comparison.say(message));
  const link = make('a', 'jump', comparison.say(['On the page of {0}, this is a part of “{1}”.', title, around]));
  link.setAttribute('href', `#${number}-${subject}`);
  return make('p', 'missing', link);
}

/**
 * Makes the links of a comparison work: inside a card they scroll, to another card they ask the page first.
 * @param {Comparison} comparison
 */
export function followLinks(comparison) {
  const { wrapper, shadow } = comparison;
  wrapper.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link?.closest('.side') || link.rel || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { card: slug } = link.dataset;
    if (slug) {
      const { href: url } = link;
      const hit = { slug, anchor: '', title: words(link), kind: 'head', asked: '', url };
      if (!comparison.emit('drug-select', { hit }, true)) event.preventDefault();
      return;
    }
    event.preventDefault();
    const part = shadow.getElementById(link.hash.slice(1));
    if (!part) return;
    openAround(part);
    const target = part.querySelector('summary, .section-heading') ?? part;
    if (!(target instanceof HTMLElement)) return;
    if (target.localName !== 'summary') target.tabIndex = -1;
    target.focus({ preventScroll: true });
    part.scrollIntoView({ block: 'start' });
  });
}
