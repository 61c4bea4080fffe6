// Makes DOM elements.

/**
 * Sets class and part: each class name is also a part name.
 * @param {Element} element
 * @param {string} names
 */
export function setNames(element, names) {
  for (const attribute of ['class', 'part']) element.setAttribute(attribute, names);
}

/**
 * Makes an element.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} [names]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, names = '', ...children) {
  const element = document.createElement(tag);
  if (names) setNames(element, names);
  element.append(...children);
  return element;
}
