// Builds the English text of messages; the English sentence is also the key of its translations in the language files.

/**
 * @typedef {keyof typeof import('./messages/en.json')} MessageKey
 * @typedef {string | number | Date | Node | readonly [MessageKey, ...unknown[]]} MessagePart replaces `{0}`: a name, a number;
 *   in brackets, another message
 * @typedef {MessageKey | readonly [MessageKey, ...MessagePart[]]} Message
 * @typedef {Partial<Record<string, string>>} Translations by English sentence; the language itself is under the empty key
 */

/** The language of the sentences in the code. */
export const ENGLISH = 'en-GB';

/**
 * Translates a message and fills in its parts. Without a translation it is English.
 *
 * A text that depends on a count, its first part, is followed by other plural categories and their forms:
 * `{0} answers|one|{0} answer`.
 * @template T
 * @param {Message} message
 * @param {Translations | undefined} translations
 * @param {(part: unknown, lang: string | undefined) => T} show
 * @returns {[pieces: (string | T)[], lang: string | undefined]}
 */
export function fill(message, translations, show) {
  const [key, ...parts] = /** @type {[string, ...unknown[]]} */ ([message].flat());
  const own = translations?.[key];
  const lang = own ? translations[''] : ENGLISH;
  const forms = (own ?? key).split('|');
  const category = forms[1] && new Intl.PluralRules(lang).select(/** @type {number} */ (parts[0]));
  const form = /** @type {string} */ (forms[forms.indexOf(/** @type {string} */ (category)) + 1]);
  const pieces = form.split(/{(\d)}/).map((piece, at) => (at % 2 ? show(parts[+piece], lang) : piece));
  return [pieces, lang];
}

/**
 * The English text, for events and exceptions.
 * @param {Message} message
 * @returns {string}
 */
export function english(message) {
  const [pieces] = fill(message, undefined, (part) =>
    Array.isArray(part) ? english(/** @type {Message} */ (/** @type {unknown} */ (part))) : part,
  );
  return pieces.join('');
}
