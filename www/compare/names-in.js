// Reads the names in the attribute `drugs`.

/**
 * The names in a text: between commas if it has one, else between spaces.
 * @param {string} text
 */
export const namesIn = (text) =>
  text
    .split(text.includes(',') ? ',' : /\s/)
    .map((name) => name.trim())
    .filter(Boolean);
