// Says what is recorded of a review in the list from A to Z, in the language of the bundle where its messages exist.

import { byId } from './page-parts.js';

/**
 * @typedef {keyof typeof import('../i18n/messages/en.json')} MessageKey
 * @typedef {object} Sentence
 * @property {string} text
 * @property {string} lang the language of the text
 * @property {string} style the name of its style
 */

/** Messages by English sentence; the language itself is under the empty key. @type {Record<string, string>} */
let messages = {};

/** @type {Promise<void> | undefined} */
let loading;

/** Loads the messages that the build names in the page. Without them, the sentences are English. */
export function loadMessages() {
  const file = byId('index')?.dataset.words;
  loading ??= file ? load(file) : Promise.resolve();
  return loading;
}

/** @param {string} file */
async function load(file) {
  try {
    messages = await (await fetch(file)).json();
  } catch {
    // English is better than nothing.
  }
}

/**
 * @param {MessageKey} key
 * @param {...string} days
 * @returns {Sentence}
 */
export function say(key, ...days) {
  const own = messages[key];
  const lang = (own && messages['']) || 'en';
  const shown = days.map((day) =>
    new Date(day).toLocaleDateString(lang === 'en' ? 'en-GB' : lang, {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    }),
  );
  return { text: (own ?? key).replace(/{(\d)}/g, (_, at) => shown[at] ?? ''), lang, style: 'review' };
}

/**
 * What is recorded of a review; nothing if nothing is. The day of the reader decides what is overdue.
 * @param {string | null} [reviewed]
 * @param {string | null} [due]
 * @returns {Sentence | null}
 */
export function reviewLine(reviewed, due) {
  if (due && due < new Date().toLocaleDateString('sv'))
    return { ...say('Review overdue: it was due on {0}.', due), style: 'alert' };
  if (reviewed && due) return say('Reviewed {0}; next review due {1}', reviewed, due);
  if (reviewed) return say('Reviewed {0}', reviewed);
  return due ? say('Next review due {0}', due) : null;
}
