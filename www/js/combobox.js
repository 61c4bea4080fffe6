// Owns the keyboard of a combobox with a listbox, as in the ARIA Authoring Practices; the focus never leaves the field.

/**
 * @typedef {object} Doors what the keyboard may do
 * @property {() => boolean} isOpen
 * @property {() => void} open
 * @property {() => void} close
 * @property {() => void} clear
 * @property {(option: HTMLElement | null) => void} choose what Enter does, with or without an option
 */

/** Moves through the options of `list` while `input` keeps the focus. */
export class Combobox {
  /** @type {HTMLElement | null} */ #active = null;
  #input;
  #list;
  #doors;

  /**
   * @param {HTMLInputElement} input
   * @param {HTMLElement} list
   * @param {Doors} doors
   */
  constructor(input, list, doors) {
    this.#input = input;
    this.#list = list;
    this.#doors = doors;
    input.addEventListener('keydown', (event) => this.#key(event));
  }

  /**
   * Says what field and list are; without, they are a plain field and plain links.
   * @param {boolean} on
   */
  enable(on) {
    set(this.#input, 'role', on && 'combobox');
    set(this.#input, 'aria-autocomplete', on && 'list');
    set(this.#input, 'aria-controls', on && this.#list.id);
    set(this.#input, 'aria-expanded', on && String(this.#doors.isOpen()));
    set(this.#list, 'role', on && 'listbox');
  }

  /** The option the arrows stand on. */
  get active() {
    return this.#active;
  }

  /** @param {HTMLElement | null} option */
  set active(option) {
    this.#active?.removeAttribute('aria-selected');
    this.#active = option;
    set(this.#input, 'aria-activedescendant', option?.id);
    if (!option) return;
    option.setAttribute('aria-selected', 'true');
    this.#reveal(option);
  }

  /** @param {boolean} on */
  expand(on) {
    this.#input.setAttribute('aria-expanded', String(on));
    if (!on) this.active = null;
  }

  /** Scrolls the list, never the page. @param {HTMLElement} option */
  #reveal(option) {
    const list = this.#list;
    const [outer, inner] = [list.getBoundingClientRect(), option.getBoundingClientRect()];
    if (inner.top < outer.top || inner.height > outer.height) list.scrollTop += inner.top - outer.top;
    else if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom;
  }

  /** @param {number} step */
  #move(step) {
    /** @type {HTMLElement[]} */
    const options = Array.from(this.#list.querySelectorAll('.option'));
    if (!options.length) return;
    const at = this.#active ? options.indexOf(this.#active) : step > 0 ? -1 : 0;
    this.active = options[(at + step + options.length) % options.length] ?? null;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    // While an input method composes, its keys are its own (229: Safari ends composing before the key).
    if (event.isComposing || event.keyCode === 229) return;
    const open = this.#doors.isOpen();
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        if (event.altKey && event.key === 'ArrowUp') this.#doors.close();
        else if (!open) this.#doors.open();
        if (!event.altKey && this.#doors.isOpen()) this.#move(event.key === 'ArrowDown' ? 1 : -1);
        break;
      case 'Enter':
        this.#doors.choose(this.#active);
        break;
      case 'Escape':
        if (open) this.#doors.close();
        else if (this.#input.value) this.#doors.clear();
        else return;
        break;
      case 'Tab':
        this.#doors.close();
        return;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

/**
 * @param {Element} element
 * @param {string} name
 * @param {string | false | undefined} value
 */
function set(element, name, value) {
  if (value) element.setAttribute(name, value);
  else element.removeAttribute(name);
}
