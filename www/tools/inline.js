// Opens the small form of a card beside a word of the page: by tap, by pointer and by keyboard.

import { place } from './place.js';
import { style } from './style.js';

/** @typedef {HTMLElement & {drug: string, base: string | null, variant: string, href: string, readonly baseUrl: string, ready: Promise<unknown>}} Card */

/** How long a pointer rests on a word before its card opens, and how long after it left before the card closes, in milliseconds. */
const REST = 300;

/** The open card with its word. @type {{popup: HTMLElement, word: HTMLElement} | null} */
let open = null;
let timer = 0;

/**
 * Lets the words that `selector` finds open cards, now and later.
 * @param {Document | ShadowRoot} root
 * @param {string} selector
 */
export function decorate(root, selector) {
  if (!HTMLElement.prototype.showPopover) return;
  /** @param {Event} event */
  const wordOf = ({ target }) => {
    const word = target instanceof Element ? target.closest(selector) : null;
    return word instanceof HTMLElement ? word : null;
  };
  const on = (
    /** @type {string} */ type,
    /** @type {(word: HTMLElement, event: Partial<KeyboardEvent & PointerEvent> & Event) => void} */ act,
  ) =>
    root.addEventListener(type, (event) => {
      const word = wordOf(event);
      if (word) act(word, event);
    });
  on('focusin', (word) => word.setAttribute('aria-haspopup', 'dialog'));
  on('pointerover', (word, { pointerType }) => {
    word.setAttribute('aria-haspopup', 'dialog');
    if (pointerType === 'mouse') wait(() => show(word));
  });
  on('pointerout', () => leave());
  on('click', (word, event) => {
    // The address of the word stays one click away with these keys, as for every link.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(word, true);
  });
  on('keydown', (word, event) => {
    // A link does this by itself.
    if (word.matches('a[href],button') || !/^(Enter| )$/.test(event.key ?? '')) return;
    event.preventDefault();
    show(word, true);
  });
}

/** Cards with `variant="inline"`, which are words themselves. */
const WORDS = 'drug-card[variant="inline"]';

/** The documents and shadow trees whose words open cards. @type {WeakSet<Node>} */
const decorated = new WeakSet();

/**
 * Makes a card with `variant="inline"` the word that opens it.
 * @param {HTMLElement & {adoptStyles: (...more: string[]) => void}} card
 */
export function word(card) {
  const root = /** @type {Document | ShadowRoot} */ (card.getRootNode());
  style(card);
  card.tabIndex = 0;
  card.role = 'button';
  if (!decorated.has(root)) decorate(root, WORDS);
  decorated.add(root);
}

/** @param {() => void} act */
function wait(act) {
  clearTimeout(timer);
  timer = setTimeout(act, REST);
}

function leave() {
  wait(() => open && !open.popup.matches(':hover, :focus-within') && close());
}

function close() {
  open?.popup.hidePopover();
}

/**
 * @param {HTMLElement} word
 * @param {boolean} [focus] whether the reader asked for it, and not only a pointer that rests
 */
function show(word, focus = false) {
  clearTimeout(timer);
  if (open?.word === word) return focus && open.popup.querySelector('drug-card') && focusOn(open.popup);
  close();
  const card = /** @type {Card} */ (document.createElement('drug-card'));
  card.drug = word.dataset.drug || word.getAttribute('drug') || word.textContent || '';
  card.base = word.dataset.base ?? word.getAttribute('base');
  card.lang = word.closest('[lang]')?.getAttribute('lang') ?? '';
  card.variant = 'summary';
  const popup = document.createElement('div');
  popup.popover = 'auto';
  popup.role = 'dialog';
  popup.ariaLabel = card.drug;
  popup.tabIndex = -1;
  popup.append(card);
  document.body.append(popup);
  const [bundle] = card.baseUrl.split(' ');
  card.href = word.getAttribute('href') || `${bundle}index.html#/drug/{slug}/{anchor}`;
  place(popup, word);
  popup.addEventListener('pointerleave', leave);
  popup.addEventListener('toggle', (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === 'open') return;
    // The focus returns to the word, unless the reader moved it elsewhere.
    const inside = popup.contains(document.activeElement) || document.activeElement === document.body;
    popup.remove();
    word.ariaExpanded = 'false';
    if (open?.popup === popup) open = null;
    if (inside && focus) word.focus();
  });
  popup.showPopover();
  word.ariaExpanded = 'true';
  open = { popup, word };
  card.ready.then(
    () => place(popup, word),
    () => place(popup, word),
  );
  if (focus) focusOn(popup);
}

/** @param {HTMLElement} popup */
const focusOn = (popup) => popup.focus({ preventScroll: true });
