// Small helpers of the app page: elements, what the browser remembers, numbers in words.

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} id
 */
export function element(tag, id) {
  const made = document.createElement(tag);
  if (id) made.id = id;
  return made;
}

/**
 * @param {HTMLElement} one
 * @param {boolean} hidden
 */
export function hide(one, hidden) {
  one.hidden = hidden;
}

/** @param {string} id */
export const byId = (id) => document.getElementById(id);

/** @param {string} name */
export function remembered(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
export function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Without it, the reader has to ask again.
  }
}

/** @param {number} count */
export function number(count) {
  return count.toLocaleString('en');
}

/** @param {number} bytes */
export function size(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** @param {...string} names */
export function unremember(...names) {
  try {
    for (const name of names) localStorage.removeItem(name);
  } catch {
    // Nothing was remembered either.
  }
}
