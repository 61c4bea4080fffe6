// Owns <drug-search>: a field, its answers by group, and what opens when one is chosen. The query stays on the page.

import { combobox } from './combobox.js';
import { asText, define, DrugElement, mirror, oneOf, slot } from './element.js';
import { NO_STATEMENT } from './errors.js';
import { link } from './links.js';
import { marked } from './marks.js';
import { make } from './render.js';
import { key } from './resolve.js';

/**
 * @typedef {import('./engine.js').Answer} Answer
 * @typedef {import('./engine.js').MedicineHit} MedicineHit
 *
 * @typedef {{slug: string, anchor: string, title: string, kind: string, asked: string, url: string}} Hit `asked` is the other name that led to it
 *
 * @typedef {Record<string, any> & {slug: string, title: string, anchor?: string, kind?: string, path?: string}} Found a medicine or an answer
 *
 * @typedef {object} Settings
 * @property {string} label
 * @property {string} placeholder
 * @property {number} limit
 * @property {number} minChars
 * @property {'combobox'|'list'} mode
 * @property {import('./engine.js').Scope} scope
 * @property {'focus'|'none'|'idle'|'eager'} preload
 * @property {string} htmlFor
 * @property {string} target
 * @property {string} hrefTemplate
 * @property {string} shortcut
 */

/** Typing makes many counts; only the last is told. In milliseconds. */
const QUIET = 400;

/** Matches that a name makes, and those that something like it makes. */
const NAMED = ['exact', 'synonym'];
const MENDED = ['spelling', 'similar'];

/** A search over the medicines of one bundle. Its interface is written down in interface.json. */
export class DrugSearchElement extends DrugElement {
  static formAssociated = true;
  static observedAttributes = ['base', 'label', 'placeholder', 'mode', 'dir'];

  #label = make('label', 'label');
  #input = make('input', 'input');
  #list = make('div', 'listbox');
  /** Stands before it speaks; the list itself is never announced as a whole. */
  #status = make('div', 'status');
  #emptySlot = slot('empty');
  #popup = make('div', 'popup', this.#list, this.#status, this.#emptySlot, slot('footer'));
  #combobox;
  #turn = 0;
  #timer = 0;
  #started = false;
  #listMode = false;
  /** The last whole answer and its query. @type {{query: string, answer: Answer} | null} */ #shown = null;
  /** What a shown option stands for. @type {WeakMap<Element, Hit>} */ #hits = new WeakMap();

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
    this.#combobox = combobox(input, list, {
      isOpen: () => this.open && !this.#listMode,
      open: () => this.#ask(),
      close: () => this.hide(),
      clear: () => this.clear(),
      choose: (option) => this.#choose(option),
    });
    input.addEventListener('input', (event) => /** @type {InputEvent} */ (event).isComposing || this.#ask());
    // The native one does not leave the shadow tree.
    input.addEventListener('change', () => this.dispatchEvent(new Event('change', { bubbles: true })));
    input.addEventListener('compositionend', () => this.#ask());
    input.addEventListener('focus', () => this.#preload());
    input.addEventListener('click', () => this.open || this.#ask());
    // The focus stays in the field while an option is pressed.
    list.addEventListener('mousedown', (event) => this.#listMode || event.preventDefault());
    list.addEventListener('click', (event) => {
      const hit = this.#hits.get(/** @type {Element} */ (/** @type {Element} */ (event.target).closest('.option')));
      // A link in a new tab is the browser's own business.
      if (!hit || (this.#listMode && (event.ctrlKey || event.metaKey))) return;
      event.preventDefault();
      this.#select(hit);
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
    return this.#shown?.answer ?? null;
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
   * @param {{limit?: number, scope?: import('./engine.js').Scope, signal?: AbortSignal}} [wish]
   */
  async search(query, { limit = this.#settings.limit, scope = this.#settings.scope, signal } = {}) {
    const { medicines, answers, different, total } = await this.engine.search(query, limit, scope);
    signal?.throwIfAborted();
    return { medicines, answers, different, total };
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
    this.#list.replaceChildren();
    this.#combobox.expand(false);
    this.#shown = null;
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
    this.#label.textContent = label;
    this.#input.placeholder = placeholder;
    this.#listMode = mode === 'list';
    this.wrapper.classList.toggle('list-mode', this.#listMode);
    this.#combobox.enable(!this.#listMode);
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
    const query = this.value;
    this.submit(query);
    const { limit, scope, minChars } = this.#settings;
    const { engine } = this;
    if (key(query).length < minChars) return this.#hide();
    const start = performance.now();
    this.enter('loading', this.open && 'open');
    this.await();
    let why = '';
    let status = 'ready';
    /** @type {Answer | null} */ let answer = null;
    // Names need no Wasm: they are there while the search core is still on its way.
    const byName = engine.names().then(async (names) => {
      const named = only(scope === 'answers' ? [] : await names.search(query, limit));
      if (!engine.ready && !answer && turn === this.#turn) this.#show(named);
      return named;
    });
    try {
      [answer] = await Promise.all([engine.search(query, limit, scope), byName]);
      if (turn !== this.#turn) return;
    } catch (thrown) {
      answer = await byName.catch(() => null);
      if (turn !== this.#turn) return;
      status = answer ? 'degraded' : 'error';
      const { message, advice } = this.report(thrown);
      why = `${message} ${advice} `;
      answer ??= only([]);
    }
    this.#shown = { query, answer };
    const count = this.#show(answer);
    const { medicines, answers, different, total } = answer;
    const keys = this.#listMode ? '' : ' · ↑↓ to move, Enter to open, Esc to close';
    this.#tell(make('span', 'why', why), absence(query, answer, status) + (count ? counts(answer) + keys : ''));
    this.#emptySlot.hidden = count > 0;
    // With names alone it is ready too.
    this.enter(status === 'error' ? status : 'ready', status, 'open', !count && 'empty');
    if (status !== 'error') this.emit('drug-results', { query, total, hits: [...medicines, ...answers], different, ms: performance.now() - start });
  }

  /**
   * Shows `answer` and gives the number of options.
   * @param {Answer} answer
   */
  #show({ medicines, answers, different }) {
    const listMode = this.#listMode;
    const active = this.#combobox.active();
    const kept = active && this.#hits.get(active);
    const asked = new Map(medicines.map((medicine) => [medicine.slug, alias(medicine)]));
    /** @type {HTMLElement | null} */ let again = null;
    let count = 0;
    /** @param {Found} found */
    const option = (found) => {
      const { slug, title, anchor = '', kind = 'medicine' } = found;
      const hit = { slug, anchor, title, kind, asked: asked.get(slug) ?? '', url: this.#url(found) };
      const url = listMode && hit.url;
      const element = make(url ? 'a' : listMode ? 'button' : 'div', 'option', ...parts(found));
      if (url) element.setAttribute('href', url);
      if (!listMode) element.role = 'option';
      element.id = `option-${++count}`;
      this.#hits.set(element, hit);
      if (kept?.slug === slug && kept.anchor === anchor) again ??= element;
      return element;
    };
    /** @param {string} label @param {Found[]} found */
    const group = (label, found) => {
      if (!found.length) return [];
      const heading = make('div', 'group-label', label);
      heading.id = `label-${count}`;
      const element = make('div', 'group', heading, ...found.map(option));
      element.role = 'group';
      element.setAttribute('aria-labelledby', heading.id);
      return [element];
    };
    const by = (/** @type {string} */ wanted) => medicines.filter(({ match }) => match === wanted);
    this.#list.replaceChildren(
      ...group('Medicine', medicines.filter(({ match }) => !MENDED.includes(match))),
      ...group('Medicine, similar spelling', by('spelling')),
      ...group('Answers', answers),
      // Whatever is only like the name is another medicine.
      ...group('Different medicine, similar name', [...by('similar'), ...different]),
    );
    this.#reveal(true);
    if (!listMode) this.#combobox.expand(count > 0);
    this.#combobox.activate(again);
    return count;
  }

  /** Tells in words what is there, once typing rests. @param {...(Node|string)} words */
  #tell(...words) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.#status.replaceChildren(...words);
        this.#status.part.toggle('empty', !this.#list.firstChild);
      },
      words.length && QUIET,
    );
  }

  /** @param {string} words @override */
  slow(words) {
    this.#reveal(true);
    this.#tell(words);
  }

  /**
   * Enter: the option the arrows stand on; without one, only a medicine that is named and alone.
   * @param {HTMLElement | null} option
   */
  #choose(option) {
    // What is shown may answer an older query: nothing is opened on its account.
    const [first, ...others] = this.#shown?.query === this.value ? this.#shown.answer.medicines : [];
    const named = first && NAMED.includes(first.match) && !others.length;
    const chosen = option ?? (named && this.#list.querySelector('.option'));
    const hit = chosen && this.#hits.get(chosen);
    if (hit) this.#select(hit);
  }

  /** @param {Hit} hit */
  #select(hit) {
    const wanted = this.emit('drug-select', { hit }, true);
    this.hide();
    if (!wanted) return;
    const { htmlFor, target } = this.#settings;
    const place = /** @type {Document | ShadowRoot} */ (this.getRootNode());
    /** @type {any} */
    const card = htmlFor ? place.getElementById(htmlFor) : target && place.querySelector(target);
    if (card?.show) card.show(hit);
    else if (hit.url) location.assign(hit.url);
  }

  /**
   * Where the page, or else the bundle, wants hits to lead. A name knows no path: it leads to the bundle's own page.
   * @param {Found} found
   */
  #url(found) {
    const wanted = this.#settings.hrefTemplate || this.engine.template;
    return link(found.path || !/{path}/.test(wanted) ? wanted : `${this.engine.base}index.html#/drug/{slug}`, found);
  }
}

/** @param {number} otherwise */
const whole = (otherwise) => (/** @type {string} */ text) => Math.max(0, Math.trunc(Number(text))) || otherwise;

mirror(DrugSearchElement, {
  base: asText,
  label: (text) => text || 'Search medicines',
  placeholder: asText,
  limit: whole(8),
  minChars: whole(1),
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

/** An answer of names alone. @param {MedicineHit[]} medicines @returns {Answer} */
const only = (medicines) => ({ medicines, answers: [], different: [], total: medicines.length });

/** The other name that led to a medicine, or nothing. @param {Record<string, any>} hit @returns {string} */
const alias = ({ title, match, via }) => (via && match !== 'ingredient' && !MENDED.includes(match) && key(via) !== key(title) ? via : '');

/**
 * The medicine, why it is here where its title does not say it, and the section; then the whole text.
 * @param {Found} found
 */
function parts(found) {
  const { title, match, via, line, kind, heading, text, ranges, headingRanges } = found;
  const part = (/** @type {string} */ name, /** @type {(Node | string)[]} */ ...words) => make('span', `option-${name}`, ...words);
  // Its own: not what a page has put on Object.prototype.
  if (Object.hasOwn(found, 'text')) {
    const [words, body] = [marked(heading, headingRanges), part('text', ...marked(text, ranges))];
    return kind === 'faq' ? [part('meta', `${title} · FAQ`), part('title', ...words), body] : [part('meta', `${title} · `, ...words), body];
  }
  const other = alias({ title, match, via });
  const why = other ? `also called ${other}` : match === 'ingredient' && via && `contains ${via}`;
  return [part('title', title), ...(why ? [part('via', why)] : []), ...(line ? [part('text', line)] : [])];
}

/** @param {Answer} answer */
function counts({ medicines, answers, different }) {
  /** @param {unknown[]} list @param {string} one @param {string} [many] */
  const count = ({ length }, one, many = `${one}s`) => (length ? [`${length} ${length > 1 ? many : one}`] : []);
  const similar = 'with a similar name';
  return [...count(answers, 'answer'), ...count(medicines, 'medicine'), ...count(different, similar, similar)].join(', ');
}

/**
 * The words for what is not there; absence is never safety.
 * @param {string} query
 * @param {Answer} answer
 * @param {string} status
 */
function absence(query, { medicines, answers }, status) {
  const [first] = medicines;
  if (status === 'error' || answers.length) return '';
  if (!first) {
    const what = status === 'degraded' ? 'No name' : 'Nothing';
    return `${what} here matches “${query.trim()}”. ${NO_STATEMENT} `;
  }
  // A name alone asks nothing, and names alone answer nothing.
  if (status === 'degraded' || !NAMED.includes(first.match) || [first.title, first.via ?? ''].some((name) => key(name) === key(query))) return '';
  return `This page does not answer that. ${NO_STATEMENT} `;
}
