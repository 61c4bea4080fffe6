// Builds the English text of messages; the English sentence is also the key under which a language file has its translation.

/**
 * @typedef {keyof typeof import('./messages/en.json')} Key
 * @typedef {string | number | Date | Node | readonly [Key, ...any[]]} Part what stands for `{0}`: a name, a number; in brackets, words again
 * @typedef {Key | readonly [Key, ...Part[]]} Words
 * @typedef {Record<string, string>} Table by key; without one, English is the language of the page
 */

/**
 * The sentence for events and exceptions.
 * @param {any} words
 * @returns {string}
 */
export function english(words) {
  const [key, ...parts] = [words].flat();
  return key.replace(/{(\d)}/g, (/** @type {string} */ _, /** @type {number} */ at) =>
    Array.isArray(parts[at]) ? english(parts[at]) : parts[at],
  );
}
