// Loads what a card shows, by the name of a medicine, with the line on its version and review.

/**
 * @import { Tree } from '../bundle/result-types.js'
 * @import { Message } from '../i18n/messages.js'
 *
 * @typedef {object} Shown what a card shows
 * @property {string} slug
 * @property {string} title
 * @property {Tree} tree
 * @property {string} build
 * @property {Message} source the line on version, date and review
 * @property {string} asked the requested name, unless it is the title
 * @property {string | null} [built] the day of the build
 * @property {string} [due] the day of the next review
 * @property {string} [content] the content version
 * @property {string} [lang] the language of the text, unless the text has its own
 *
 * @typedef {object} Choice a medicine, and where to look in its card
 * @property {string} slug
 * @property {string} [anchor]
 * @property {string} [asked] the other name that led to it
 * @property {string} [base] its bundle, where several are searched
 * @property {string} [collection] the name of that bundle
 */

import { BundleClient } from '../bundle/bundle-client.js';

/**
 * The card of a medicine.
 * @param {string} base
 * @param {string} drug
 * @param {Choice} choice by which the reader came to it
 * @returns {Promise<Shown>}
 */
export async function findCard(base, drug, { asked = '', collection }) {
  const { slug, title, tree, renamed, root, note, record = {} } = await BundleClient.at(base).card(drug);
  const built = date(root.built);
  const { status, reviewed, reviewedBy, nextReview } = record;
  const gone = status === 'withdrawn';
  /** @type {Message} */
  let source = built
    ? ['Content version {0}, built {1}', root.content, built]
    : ['Content version {0}, built: not recorded', root.content];
  // The first line of the card says what is recorded.
  if (!reviewed && !reviewedBy && !gone) source = ['{0} · reviewed: not recorded', source];
  /** @type {typeof note} */
  const notes = collection ? [['{0} · from the collection “{1}”', collection]] : note;
  for (const [key, name] of notes) source = [key, source, name];
  return { ...root, slug, title, tree, source, due: gone ? '' : nextReview, asked: renamed ? drug : asked };
}

/** The day by the clock and the place of the reader, as a record has it. */
export const today = () => new Date().toLocaleDateString('sv');

/**
 * A day, or null: no day is made up.
 * @param {string | null} day
 */
export function date(day) {
  const time = /^\d{4}-\d\d-\d\d$/.test(day ?? '') ? Date.parse(`${day}`) : NaN;
  return time ? new Date(time) : null;
}
