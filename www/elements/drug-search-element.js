// Defines <drug-search>: a field with a list of results below it. The query stays on the page.

/**
 * @import { Scope } from '../bundle/result-types.js'
 * @import { Message } from '../i18n/messages.js'
 * @import { Field, Results } from '../search/results-popup.js'
 */

import { key } from '../bundle/names.js';
import { exposed, make } from './dom.js';
import { asText, DrugElement, define, mirror, oneOf, slot } from './element.js';

/**
 * @typedef {object} Choice a hit that the reader chose
 * @property {string} slug
 * @property {string} anchor
 * @property {string} title
 * @property {string} kind
 * @property {string} asked the other name that led to it
 * @property {string} url
 * @property {string} [base] its bundle, where several are searched
 * @property {string} [collection] the name of that bundle
 *
 * @typedef {object} Settings
 * @property {string} label
 * @property {string} placeholder
 * @property {number} limit
 * @property {number} minChars
 * @property {'combobox'|'list'} mode
 * @property {Scope} scope what is searched; `card` is another script
 * @property {'focus'|'none'|'idle'|'eager'} preload
 * @property {string} htmlFor
 * @property {string} target
 * @property {string} hrefTemplate
 * @property {string} shortcut
 * @property {boolean} selectQuery
 * @property {string} queryParam
 */

/** The label of the field, unless the page has another. */
const LABEL = 'Search medicines';

/** The pause in typing after which the status is announced, in milliseconds. */
const QUIET = 400;

/** A search in one bundle or in several. interface.json is its specification. */
export class DrugSearchElement extends DrugElement {
  static formAssociated = true;
  static observedAttributes = ['base', 'label', 'placeholder', 'mode', 'dir', 'lang'];

  #label = exposed(make('label', 'label'));
  #input = exposed(make('input', 'input'));
  #list = make('div', 'listbox');
  /** A live region must exist before its text changes. The list itself is never announced as a whole. */
  #status = make('div', 'status');
  #emptySlot = slot('empty');
  #popup = make('div', 'popup', this.#list, this.#status, this.#emptySlot, slot('footer'));
  /** The list; its script comes with the search core. @type {Results | undefined} */ #results;
  /** Increases with each query: results of an older one are dropped. */
  #turn = 0;
  #timer = 0;
  #started = false;
  /** For what Enter was pressed before the list was loaded. @type {string | undefined} */ #entered;
  #listMode = false;

  constructor() {
    super();
    const [label, input] = [this.#label, this.#input];
    input.id = label.htmlFor = 'input';
    input.type = 'search';
    input.autocomplete = 'off';
    input.spellcheck = false;
    this.#status.role = 'status';
    this.#emptySlot.hidden = true;
    this.wrapper.append(label, slot('prefix'), make('div', 'field', input, this.#popup), slot('suffix'));
    // Also while an input method composes: many keyboards compose each letter of a Latin word.
    input.addEventListener('input', () => this.#ask());
    // The native event does not leave the shadow tree.
    input.addEventListener('change', () => this.dispatchEvent(new Event('change', { bubbles: true })));
    input.addEventListener('focus', () => this.#preload());
    input.addEventListener('click', () => this.open || this.#ask());
    // Until the list is loaded, which handles keys itself.
    input.addEventListener('keydown', ({ key, isComposing }) => {
      if (this.#results || isComposing) return;
      if (key === 'Escape') this.hide();
      if (/^Arrow(Up|Down)$/.test(key)) this.#ask();
      if (key !== 'Enter') return;
      if (this.status === 'loading') this.#entered = this.value;
      else this.send();
    });
    // A label of the page passes its clicks to the element.
    this.addEventListener('click', (event) => event.composedPath()[0] === this && this.focus());
  }

  /** The text in the field. */
  get value() {
    return this.#input.value;
  }

  set value(text) {
    this.#input.value = text ?? '';
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

  /** What the list shows: the last complete results. */
  get results() {
    return this.#results?.shown?.results ?? null;
  }

  /** The attributes, as valid values. */
  #settings = /** @type {Settings} */ (/** @type {unknown} */ (this));

  /** @param {FocusOptions} [options] @override */
  focus(options) {
    this.#input.focus(options);
  }

  /** Searches for the text in the field and shows the list. */
  show() {
    this.#ask();
  }

  /** Hides the list and keeps the text. */
  hide() {
    if (!this.#listMode) this.#hide();
  }

  /** Empties the field. */
  clear() {
    this.value = '';
    this.emit('drug-clear', {});
  }

  /**
   * Searches without showing anything.
   * @param {string} query
   * @param {{limit?: number, scope?: Scope, signal?: AbortSignal}} [options]
   */
  async search(query, options) {
    const { limit, scope } = this.#settings;
    return (await this.client.searchScript(query)).plainResults(this.client, query, { limit, scope, ...options });
  }

  /** @param {boolean} disabled */
  formDisabledCallback(disabled) {
    this.#input.disabled = disabled;
  }

  formResetCallback() {
    this.#hide();
    this.formStateRestoreCallback(this.getAttribute('value') ?? '');
  }

  /** @param {string} text what the reader had typed, after Back */
  formStateRestoreCallback(text) {
    this.#input.value = text;
    this.submit(text);
    if (this.#listMode) this.#ask();
  }

  /** @param {boolean} open */
  #reveal(open) {
    if (open === this.open) return;
    this.#popup.classList.toggle('open', open);
    this.toggleAttribute('open', open);
    this.#results?.place(open);
    this.emit(open ? 'drug-open' : 'drug-close', {});
  }

  #hide() {
    this.#turn++;
    this.#reveal(false);
    this.#results?.hide();
    this.#emptySlot.hidden = true;
    this.#announce();
    this.enter('idle');
  }

  /** @param {AbortSignal} signal @override */
  connected(signal) {
    // A copy of the page (Turbo, htmx) keeps the attribute of a list that was open.
    this.toggleAttribute('open', this.open);
    const { view } = this;
    // Not when the field loses focus: screen readers on touch devices leave it to read the list.
    view?.addEventListener('pointerdown', (event) => event.composedPath().includes(this) || this.hide(), { signal });
    this.addEventListener('focusout', ({ relatedTarget }) => relatedTarget && this.hide(), { signal });
    const shortcut = (/** @type {KeyboardEvent} */ event) => {
      const { key, ctrlKey, metaKey, altKey, defaultPrevented } = event;
      const [at] = /** @type {Element[]} */ (event.composedPath());
      // The first search of the page takes the focus, but never while the reader types elsewhere.
      if (key !== this.#settings.shortcut || ctrlKey || metaKey || altKey || defaultPrevented) return;
      if (at?.closest?.('input,textarea,select,[contenteditable]')) return;
      event.preventDefault();
      this.focus();
    };
    view?.addEventListener('keydown', shortcut, { signal });
  }

  /** @override */
  disconnected() {
    this.#hide();
  }

  /** @override */
  update() {
    const { label, placeholder, mode, preload } = this.#settings;
    this.#label.replaceChildren(label === LABEL ? this.say(LABEL) : label);
    // The words of a label outside name the field; our own is shown with it only where the page asks for both.
    const { labelled } = this;
    const hidden = (this.#label.hidden = !!labelled && label === LABEL);
    this.#input.ariaLabel = labelled && (hidden ? labelled : `${labelled} ${label}`);
    this.#input.placeholder = placeholder;
    this.#listMode = mode === 'list';
    this.wrapper.classList.toggle('list-mode', this.#listMode);
    const combobox = (/** @type {string} */ value) => (this.#listMode ? null : value);
    this.#input.role = combobox('combobox');
    this.#input.ariaAutoComplete = combobox('list');
    this.#input.ariaExpanded = combobox(String(this.open));
    this.#results?.update();
    if (this.#started) return;
    this.#started = true;
    const { queryParam } = this.#settings;
    const asked = queryParam && new URLSearchParams(location.search).get(queryParam);
    this.#input.value ||= asked || this.getAttribute('value') || '';
    this.submit(this.value);
    if (preload === 'eager') this.#preload();
    if (preload === 'idle') setTimeout(() => this.#preload(), 1000);
    if (this.autofocus) this.focus();
    if (this.#listMode) this.#ask();
  }

  /** Whether it searches inside a card. */
  get #inCard() {
    return /** @type {string} */ (this.#settings.scope) === 'card';
  }

  /** What fails here fails again, with a message, in the first search. */
  #preload() {
    if (this.#settings.preload !== 'none' && !this.#inCard) this.client.prepare().catch(() => {});
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
      /** @type {{ResultsPopup: new (...given: [DrugSearchElement, Field]) => Results}} */
      const { ResultsPopup } = await (this.#inCard
        ? this.client.use((reader) => reader.script('find'))
        : this.client.searchScript(query));
      if (late()) return;
      this.#results ??= new ResultsPopup(this, {
        label: this.#label,
        input: this.#input,
        list: this.#list,
        popup: this.#popup,
        empty: this.#emptySlot,
        reveal: (open) => this.#reveal(open),
        announce: (nodes) => this.#announce(nodes),
        settings: this.#settings,
      });
      this.#results.entered ??= this.#entered;
      await this.#results.ask(query, late);
    } catch (thrown) {
      if (late()) return;
      const why = this.report(thrown).messages;
      this.#results?.hide();
      this.#announce(() => [make('span', 'why', ...why.flatMap((message) => [this.say(message), ' ']))]);
      this.#emptySlot.hidden = false;
      this.#reveal(true);
      this.enter('error', 'open', 'empty');
    }
  }

  /** Sets the status text after a pause in typing. @param {() => (Node|string)[]} [nodes] */
  #announce(nodes) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        const text = nodes?.() ?? [];
        this.#status.replaceChildren(...text);
        this.#status.classList.toggle('empty', text.length > 0 && !this.#list.firstChild);
      },
      nodes ? QUIET : 0,
    );
  }

  /** @param {Message} message @override */
  slow(message) {
    this.#reveal(true);
    this.enter('loading', 'open');
    this.#announce(() => [this.say(message)]);
  }
}

/** A number of one or more. @param {number} otherwise */
const whole = (otherwise) => (/** @type {string} */ text) => Math.max(0, Math.trunc(Number(text))) || otherwise;

mirror(DrugSearchElement, {
  base: asText,
  label: (text) => text || LABEL,
  placeholder: asText,
  limit: whole(8),
  minChars: whole(2),
  mode: oneOf('combobox', 'list'),
  scope: oneOf('all', 'medicines', 'answers', 'card'),
  preload: oneOf('focus', 'none', 'idle', 'eager'),
  htmlFor: asText,
  target: asText,
  hrefTemplate: asText,
  shortcut: asText,
  name: asText,
  disabled: null,
  selectQuery: null,
  queryParam: asText,
});

/** Defines `<drug-search>`. */
export function defineSearch() {
  define('drug-search', DrugSearchElement);
}
