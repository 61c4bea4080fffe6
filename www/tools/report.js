// Adds the link by which a reader reports a problem with a page.

/**
 * @import { Shown } from '../elements/card-source.js'
 * @import { DrugCardElement } from '../elements/drug-card-element.js'
 */

import { make } from '../elements/dom.js';

/**
 * A link below the card, to an address of the site.
 * @param {DrugCardElement} card
 * @param {Element} article
 * @param {string} template with `{slug}` and `{version}` in it
 * @param {Shown} page
 */
export function report(card, article, template, { slug, content = '' }) {
  const url = template.replace(/{(slug|version)}/g, (_, name) => encodeURIComponent(name === 'slug' ? slug : content));
  // Browsers ignore spaces and control characters in an address.
  if (/^(\w+script|data):/i.test(url.replace(/[\0- ]/g, ''))) return;
  const link = make('a', 'jump', card.say('Report a problem with this page'));
  link.href = url;
  link.rel = 'noopener noreferrer';
  article.querySelector('.source')?.after(make('p', 'report', link));
}
