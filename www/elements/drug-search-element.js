// Owns <drug-search>: a field, and what opens below it when something is asked. The query stays on the page.

import { key } from '../bundle/names.js';
import { make } from './dom.js';
import { asText, DrugElement, define, mirror, oneOf, slot } from './element.js';

/**
 * @typedef {{slug: string, anchor: string, title: string, kind: string, asked: string, url: string, base?: string, collection?: string}} Hit `asked` is the other name
 *   that led to it; `base` and `collection` are its bundle where several are searched
 *
 * @typedef {object} Settings
 * @property {string} label
 * @property {string} placeholder
 * @property {number} limit
 * @property {number} minChars
 * @property {'combobox'|'list'} mode
 * @property {import('../bundle/bundle-client.js').Scope} scope
 * @property {'focus'|'none'|'idle'|'eager'} preload
 * @property {string} htmlFor
 * @property {string} target
 * @property {string} hrefTemplate
 * @property {string} shortcut
 */

/** What the field is called, if the page has no name for it. */
const LABEL = 'Search medicines';

/** Typing makes many counts; only the last is told. In milliseconds. */
const QUIET = 400;

/** A search over the medicines of one bundle. Its interface is written down in interface.json. */
export class DrugSearchElement extends DrugElement {
  static formAssociated = true;
  static observedAttributes = ['base', 'label', 'placeholder', 'mode', 'dir', 'lang'];

  #label = make('label', 'label');
  #input = make('input', 'input');
  #list = make('div', 'listbox');
  /** Stands before it speaks; the list itself is never announced as a whole. */
  #status = make('div', 'status');
  #emptySlot = slot('empty');
  #popup = make('div', 'popup', this.#list, this.#status, this.#emptySlot, slot('footer'));
  /** What is found, since something was asked: it comes with the search program. @type {import('../search/results-popup.js').Results | undefined} */ #results;
  /** Grows with each question: an answer to an older one is dropped. */
  #turn = 0;
  #timer = 0;
  #started = false;
  #listMode = false;

  constructor() {
    super();
    const [label, input, list] = [this.#label, this.#input, this.#list];
    input.id = label.htmlFor = 'input';
    input.type = 'search';
    input.autocomplete = 'off';
    input.spellcheck = false;
    label.id = 'label';
    list.id = 'list';
    list.setAttribute('aria-labelledby', 'label');
    this.#status.role = 'status';
    this.#emptySlot.hidden = true;
    this.wrapper.append(label, slot('prefix'), make('div', 'field', input, this.#popup), slot('suffix'));
    input.addEventListener('input', (event) => /** @type {InputEvent} */ (event).isComposing || this.#ask());
    // The native one does not leave the shadow tree.
    input.addEventListener('change', () => this.dispatchEvent(new Event('change', { bubbles: true })));
    input.addEventListener('compositionend', () => this.#ask());
    input.addEventListener('focus', () => this.#preload());
    input.addEventListener('click', () => this.open || this.#ask());
    // Until the list has come, with its own keys.
    input.addEventListener('keydown', ({ key, isComposing }) => {
      if (this.#results || isComposing) return;
      if (key === 'Escape') this.hide();
      if (/^Arrow(Up|Down)$/.test(key)) this.#ask();
    });
  }

  /** The words in the field. */
  get value() {
    return this.#input.value;
  }

  set value(words) {
    this.#input.value = words ?? '';
    this.#ask();
  }

  /** Whether the list is shown. */
  get open() {
    return this.#popup.classList.contains('open');
  }

  set open(open) {
    if (open) this.show();
    else this.hide();
  }

  /** What the list shows: the last whole answer. */
  get results() {
    return this.#results?.shown?.answer ?? null;
  }

  /** The attributes, as valid values. @type {Settings} */
  #settings = /** @type {any} */ (this);

  /** @param {FocusOptions} [options] @override */
  focus(options) {
    this.#input.focus(options);
  }

  /** Asks what stands in the field, and shows the list. */
  show() {
    this.#ask();
  }

  /** Hides the list; the words stay. */
  hide() {
    if (!this.#listMode) this.#hide();
  }

  /** Takes the words away. */
  clear() {
    this.value = '';
    this.emit('drug-clear', {});
  }

  /**
   * Answers without showing anything.
   * @param {string} query
   * @param {{limit?: number, scope?: import('../bundle/bundle-client.js').Scope, signal?: AbortSignal}} [wish]
   */
  async search(query, { limit = this.#settings.limit, scope = this.#settings.scope, signal } = {}) {
    const { medicines, answers, different, total, missing } = await this.engine.search(query, limit, scope);
    signal?.throwIfAborted();
    return { medicines, answers, different, total, ...(missing && { missing }) };
  }

  /** @param {boolean} disabled */
  formDisabledCallback(disabled) {
    this.#input.disabled = disabled;
  }

  formResetCallback() {
    this.value = this.getAttribute('value') ?? '';
    this.#hide();
  }

  /** @param {boolean} open */
  #reveal(open) {
    if (open === this.open) return;
    this.#popup.classList.toggle('open', open);
    this.toggleAttribute('open', open);
    this.emit(open ? 'drug-open' : 'drug-close', {});
  }

  #hide() {
    this.#turn++;
    this.#reveal(false);
    this.#results?.hide();
    this.#emptySlot.hidden = true;
    this.#tell();
    this.enter('idle');
  }

  /** @param {AbortSignal} signal @override */
  connected(signal) {
    // Not the blur of the field: screen readers on touch devices leave it while they read the list.
    addEventListener('pointerdown', (event) => event.composedPath().includes(this) || this.hide(), { signal });
    this.addEventListener('focusout', ({ relatedTarget }) => relatedTarget && this.hide(), { signal });
    const shortcut = (/** @type {KeyboardEvent} */ event) => {
      const { key, ctrlKey, metaKey, altKey, defaultPrevented } = event;
      const [at] = /** @type {Element[]} */ (event.composedPath());
      // Of several searches the first takes it; while someone types elsewhere, none.
      if (key !== this.#settings.shortcut || ctrlKey || metaKey || altKey || defaultPrevented) return;
      if (at?.closest?.('input,textarea,select,[contenteditable]')) return;
      event.preventDefault();
      this.focus();
    };
    addEventListener('keydown', shortcut, { signal });
  }

  /** @override */
  disconnected() {
    this.#hide();
  }

  /** @override */
  update() {
    const { label, placeholder, mode, preload } = this.#settings;
    this.#label.replaceChildren(label === LABEL ? this.say(LABEL) : label);
    this.#input.placeholder = placeholder;
    this.#listMode = mode === 'list';
    this.wrapper.classList.toggle('list-mode', this.#listMode);
    const combobox = (/** @type {string} */ value) => (this.#listMode ? null : value);
    this.#input.role = combobox('combobox');
    this.#input.ariaAutoComplete = combobox('list');
    this.#input.ariaExpanded = combobox(String(this.open));
    this.#list.role = combobox('listbox');
    if (this.#listMode) this.#input.removeAttribute('aria-controls');
    else this.#input.setAttribute('aria-controls', 'list');
    if (this.#started) return;
    this.#started = true;
    if (!this.value) this.#input.value = this.getAttribute('value') ?? '';
    if (preload === 'eager') this.#preload();
    if (preload === 'idle') setTimeout(() => this.#preload(), 1000);
    if (this.autofocus) this.focus();
    if (this.#listMode) this.#ask();
  }

  /** What fails here fails again, with words, when something is asked. */
  #preload() {
    if (this.#settings.preload !== 'none') this.engine.prepare().catch(() => {});
  }

  async #ask() {
    const turn = ++this.#turn;
    const late = () => turn !== this.#turn;
    const query = this.value;
    this.submit(query);
    if (key(query).length < this.#settings.minChars) return this.#hide();
    this.enter('loading', this.open && 'open');
    this.awaitServer();
    try {
      const { Results } = await this.engine.script(query);
      if (late()) return;
      this.#results ??= new Results(this, {
        input: this.#input,
        list: this.#list,
        empty: this.#emptySlot,
        reveal: (open) => this.#reveal(open),
        tell: (nodes) => this.#tell(nodes),
        settings: this.#settings,
      });
      await this.#results.ask(query, late);
    } catch (thrown) {
      if (late()) return;
      const why = this.report(thrown).told;
      this.#results?.hide();
      this.#tell(() => [make('span', 'why', ...why.flatMap((words) => [this.say(words), ' ']))]);
      this.#emptySlot.hidden = false;
      this.#reveal(true);
      this.enter('error', 'open', 'empty');
    }
  }

  /** Tells in words what is there, once typing rests. @param {() => (Node|string)[]} [nodes] made when they are shown */
  #tell(nodes) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        const words = nodes?.() ?? [];
        this.#status.replaceChildren(...words);
        this.#status.part.toggle('empty', words.length > 0 && !this.#list.firstChild);
      },
      nodes ? QUIET : 0,
    );
  }

  /** @param {import('../i18n/messages.js').Words} words @override */
  slow(words) {
    this.#reveal(true);
    this.enter('loading', 'open');
    this.#tell(() => [this.say(words)]);
  }
}

/** @param {number} otherwise */
const whole = (otherwise) => (/** @type {string} */ text) => Math.max(0, Math.trunc(Number(text))) || otherwise;

mirror(DrugSearchElement, {
  base: asText,
  label: (text) => text || LABEL,
  placeholder: asText,
  limit: whole(8),
  minChars: whole(2),
  mode: oneOf('combobox', 'list'),
  scope: oneOf('all', 'medicines', 'answers'),
  preload: oneOf('focus', 'none', 'idle', 'eager'),
  htmlFor: asText,
  target: asText,
  hrefTemplate: asText,
  shortcut: asText,
  name: asText,
  disabled: null,
});

/** Defines `<drug-search>`. */
export function defineSearch() {
  define('drug-search', DrugSearchElement);
}
