// Handles the keyboard of a combobox with a listbox, as in the ARIA Authoring Practices. The focus never leaves the field.

/**
 * @typedef {object} Actions what the keys do
 * @property {() => boolean} isOpen
 * @property {() => void} open
 * @property {() => void} close
 * @property {() => void} clear
 * @property {(option: HTMLElement | null) => void} choose Enter, with or without an active option
 *
 * @typedef {object} Combobox
 * @property {(on: boolean) => void} expand
 * @property {() => HTMLElement | null} active the active option
 * @property {(option: HTMLElement | null) => void} activate
 */

/**
 * Moves through the options of `list` while `input` keeps the focus.
 * @param {HTMLInputElement} input
 * @param {HTMLElement} list
 * @param {Actions} actions
 * @returns {Combobox}
 */
export function combobox(input, list, { isOpen, open, close, clear, choose }) {
  /** @type {HTMLElement | null} */ let active = null;

  /** @param {HTMLElement | null} option */
  const activate = (option) => {
    if (active) active.ariaSelected = null;
    active = option;
    if (!option) return input.removeAttribute('aria-activedescendant');
    input.setAttribute('aria-activedescendant', option.id);
    option.ariaSelected = 'true';
    // Scrolls the list, never the page.
    const [outer, inner] = [list, option].map((element) => element.getBoundingClientRect());
    if (!outer || !inner) return;
    if (inner.top < outer.top || inner.height > outer.height) list.scrollTop += inner.top - outer.top;
    else if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom;
  };

  /** @param {number} step */
  const move = (step) => {
    /** @type {NodeListOf<HTMLElement>} */
    const found = list.querySelectorAll('.option');
    const options = [...found];
    const at = active ? options.indexOf(active) : step > 0 ? -1 : 0;
    activate(options.at((at + step) % options.length) ?? null);
  };

  input.addEventListener('keydown', (event) => {
    const { key, altKey } = event;
    // Keys belong to an input method that is composing (229: Safari ends the composition before the key).
    if (event.isComposing || event.keyCode === 229) return;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      const up = key === 'ArrowUp';
      if (altKey && up) close();
      else if (!isOpen()) open();
      if (!altKey && isOpen()) move(up ? -1 : 1);
    } else if (key === 'Enter') choose(active);
    else if (key === 'Escape' && isOpen()) close();
    else if (key === 'Escape' && input.value) clear();
    else {
      if (key === 'Tab') close();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });

  return {
    expand(on) {
      input.ariaExpanded = String(on);
      if (!on) activate(null);
    },
    active: () => active,
    activate,
  };
}
