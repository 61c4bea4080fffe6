// Makes and opens DOM elements.

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
  if (names) element.className = names;
  element.append(...children);
  return element;
}

/**
 * Makes the class of an element a part too, which a page may style at will: it must not hold a word about a medicine.
 * @template {Element} T
 * @param {T} element
 */
export function exposed(element) {
  element.setAttribute('part', element.className);
  return element;
}

/** Opens the folds that an element is or is in. @param {Element | null | undefined} element */
export function openAround(element) {
  for (let at = element; at; at = at.parentElement)
    if (at.localName === 'details') /** @type {HTMLDetailsElement} */ (at).open = true;
}
