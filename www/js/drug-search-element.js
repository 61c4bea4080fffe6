// Owns <drug-search>: a field, its answers by group, and what opens when one is chosen. The query stays on the page.

import { Combobox } from './combobox.js';
import { asText, define, DrugElement, mirror } from './element.js';
import { asDrugError } from './errors.js';
import { marked } from './marks.js';
import { make } from './render.js';
import { key } from './resolve.js';
import search from './search.css.js';

/**
 * @typedef {import('./engine.js').Answer} Answer
 * @typedef {import('./engine.js').AnswerHit} AnswerHit
 * @typedef {import('./engine.js').MedicineHit} MedicineHit
 *
 * @typedef {{slug: string, anchor: string, title: string, kind: string}} Hit
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
 */

/** Typing makes many counts; only the last is told. In milliseconds. */
const QUIET = 400;

const NAMED = new Set(['exact', 'synonym']);

/**
 * A search over the medicines of one bundle.
 *
 * Attributes and properties: `base`, `label`, `placeholder`, `value`, `limit`, `min-chars` (`minChars`), `mode`, `scope`,
 * `preload`, `for` (`htmlFor`), `target`, `href-template` (`hrefTemplate`).
 * Events: `drug-results` {query, total, hits, different, ms}, `drug-select` {hit} (cancelable), `drug-error` {code, message, hint}.
 */
export class DrugSearchElement extends DrugElement {
  static observedAttributes = ['base', 'label', 'placeholder', 'mode', 'dir'];

  #label = make('label', 'label');
  #input = make('input', 'input');
  #list = make('div', 'listbox');
  /** Stands before it speaks; the list itself is never announced as a whole. */
  #status = make('p', 'status');
  #popup = make('div', 'popup', this.#list, this.#status);
  #combobox;
  #turn = 0;
  #timer = 0;
  #started = false;
  #listMode = false;
  /** The last whole answer and its query. @type {{query: string, answer: Answer} | null} */ #shown = null;
  /** What a shown option stands for. @type {WeakMap<Element, Hit>} */ #hits = new WeakMap();

  constructor() {
    super(search);
    const input = this.#input;
    input.id = this.#label.htmlFor = 'input';
    input.type = 'search';
    input.autocomplete = 'off';
    input.spellcheck = false;
    this.#label.id = 'label';
    this.#list.id = 'list';
    this.#list.setAttribute('aria-labelledby', 'label');
    this.#status.setAttribute('role', 'status');
    this.wrapper.append(this.#label, make('div', 'field', input, this.#popup));
    this.#combobox = new Combobox(input, this.#list, {
      isOpen: () => this.open && !this.#listMode,
      open: () => this.#ask(),
      close: () => this.close(),
      clear: () => (this.value = ''),
      choose: (option) => this.#choose(option),
    });
    input.addEventListener('input', (event) => /** @type {InputEvent} */ (event).isComposing || this.#ask());
    input.addEventListener('compositionend', () => this.#ask());
    input.addEventListener('focus', () => this.#preload());
    input.addEventListener('click', () => this.open || this.#ask());
    // The focus stays in the field while an option is pressed.
    this.#list.addEventListener('mousedown', (event) => this.#listMode || event.preventDefault());
    this.#list.addEventListener('click', (event) => {
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

  /** The attributes, as valid values. @returns {Settings} */
  get #settings() {
    return /** @type {any} */ (this);
  }

  /** @param {FocusOptions} [options] @override */
  focus(options) {
    this.#input.focus(options);
  }

  /** Hides the list; the words stay. */
  close() {
    if (!this.#listMode) this.#hide();
  }

  #hide() {
    this.#turn++;
    this.#popup.classList.remove('open');
    this.#list.replaceChildren();
    this.#combobox.expand(false);
    this.#shown = null;
    this.#tell();
    this.state = '';
  }

  /** @param {AbortSignal} signal @override */
  connected(signal) {
    // Not the blur of the field: screen readers on touch devices leave it while they read the list.
    document.addEventListener('pointerdown', (event) => event.composedPath().includes(this) || this.close(), { signal });
    this.addEventListener('focusout', ({ relatedTarget }) => relatedTarget && this.close(), { signal });
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
    if (this.#listMode) this.#ask();
  }

  /** What fails here fails again, with words, when something is asked. */
  #preload() {
    if (this.#settings.preload !== 'none') this.engine.prepare().catch(() => {});
  }

  async #ask() {
    const turn = ++this.#turn;
    const query = this.value;
    const { limit, scope, minChars } = this.#settings;
    const { engine } = this;
    if (key(query).length < minChars) return this.#hide();
    const start = performance.now();
    this.state = 'loading';
    let why = '';
    /** @type {Answer | null} */ let answer = null;
    // Names need no Wasm: they are there while the search core is still on its way.
    const byName = engine.names().then((names) => {
      const medicines = scope === 'answers' ? [] : names.search(query, limit);
      const named = { medicines, answers: [], different: [], total: medicines.length, noMatch: !medicines.length };
      if (!engine.ready && !answer && turn === this.#turn) this.#show(named);
      return named;
    });
    try {
      [answer] = await Promise.all([engine.search(query, limit, scope), byName]);
      if (turn !== this.#turn) return;
      this.state = 'ready';
    } catch (thrown) {
      const { code, message, hint } = asDrugError(thrown);
      answer = await byName.catch(() => null);
      if (turn !== this.#turn) return;
      this.state = answer ? 'degraded' : 'error';
      why = `${message} ${hint && `For the owner of this page: ${hint} `}`;
      this.emit('drug-error', { code, message, hint });
      answer ??= { medicines: [], answers: [], different: [], total: 0, noMatch: true };
    }
    this.#shown = { query, answer };
    const count = this.#show(answer);
    const { medicines, answers, different, total } = answer;
    const keys = count && !this.#listMode ? ' · ↑↓ to move, Enter to open, Esc to close' : '';
    this.#tell(make('span', 'why', why), absence(query, answer, this.state) + (count ? counts(answer) + keys : ''));
    if (this.state !== 'error') this.emit('drug-results', { query, total, hits: [...medicines, ...answers], different, ms: performance.now() - start });
  }

  /**
   * Shows `answer` and gives the number of options.
   * @param {Answer} answer
   */
  #show({ medicines, answers, different }) {
    const kept = this.#combobox.active && this.#hits.get(this.#combobox.active);
    /** @type {HTMLElement | null} */ let again = null;
    let count = 0;
    /** @param {Hit} hit @param {...Node} children */
    const option = ({ slug, anchor, title, kind }, ...children) => {
      const hit = { slug, anchor, title, kind };
      const url = this.#listMode && this.#url(hit);
      const element = make(url ? 'a' : this.#listMode ? 'button' : 'div', 'option', ...children);
      if (url) element.setAttribute('href', url);
      if (!this.#listMode) element.setAttribute('role', 'option');
      element.id = `option-${++count}`;
      this.#hits.set(element, hit);
      if (kept?.slug === slug && kept.anchor === anchor) again ??= element;
      return element;
    };
    /** @param {string} label @param {HTMLElement[]} options */
    const group = (label, options) => {
      if (!options.length) return [];
      const heading = make('div', 'group-label', label);
      heading.id = `label-${options[0]?.id}`;
      const element = make('div', 'group', heading, ...options);
      element.setAttribute('role', 'group');
      element.setAttribute('aria-labelledby', heading.id);
      return [element];
    };
    /** @param {MedicineHit[]} hits */
    const those = (hits) =>
      hits.map((hit) => option({ slug: hit.slug, anchor: '', title: hit.title, kind: 'medicine' }, ...medicineParts(hit)));
    const near = medicines.filter(({ match }) => match === 'spelling');
    // Whatever is only like the name is another medicine.
    const other = medicines.filter(({ match }) => match === 'similar');
    this.#list.replaceChildren(
      ...group('Medicine', those(medicines.filter((hit) => !near.includes(hit) && !other.includes(hit)))),
      ...group('Medicine, similar spelling', those(near)),
      ...group('Answers', answers.map((hit) => option(hit, ...answerParts(hit)))),
      ...group('Different medicine, similar name', those([...other, ...different])),
    );
    this.#popup.classList.add('open');
    if (!this.#listMode) this.#combobox.expand(count > 0);
    this.#combobox.active = again;
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

  /**
   * Enter: the option the arrows stand on; without one, only a medicine that is named and alone.
   * @param {HTMLElement | null} option
   */
  #choose(option) {
    const chosen = option && this.#hits.get(option);
    if (chosen) return this.#select(chosen);
    // What is shown may answer an older query: nothing is opened on its account.
    if (this.#shown?.query !== this.value) return;
    const [only, ...others] = this.#shown.answer.medicines;
    if (only && NAMED.has(only.match) && !others.length) {
      this.#select({ slug: only.slug, anchor: '', title: only.title, kind: 'medicine' });
    }
  }

  /** @param {Hit} hit */
  #select(hit) {
    const wanted = this.emit('drug-select', { hit }, true);
    this.close();
    if (!wanted) return;
    const { htmlFor, target } = this.#settings;
    const place = /** @type {Document | ShadowRoot} */ (this.getRootNode());
    /** @type {any} */
    const card = htmlFor ? place.getElementById(htmlFor) : target && place.querySelector(target);
    const url = this.#url(hit);
    if (card?.scrollToSection) {
      card.drug = hit.slug;
      card.scrollToSection(hit.anchor);
    } else if (url) location.assign(url);
  }

  /** @param {Hit} hit */
  #url({ slug, anchor }) {
    const { hrefTemplate } = this.#settings;
    const filled = hrefTemplate.replaceAll('{slug}', encodeURIComponent(slug)).replaceAll('{anchor}', encodeURIComponent(anchor));
    return hrefTemplate && !/^\s*\w+script:/i.test(filled) ? filled : '';
  }
}

/** @param {number} otherwise */
const whole = (otherwise) => (/** @type {string} */ text) => Math.max(0, Math.trunc(Number(text))) || otherwise;

/** The first word is what counts where none of them stands. @param {...string} words */
const oneOf = (...words) => (/** @type {string} */ text) => (words.includes(text) ? text : words[0]);

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
});

/** Defines `<drug-search>`. */
export function defineSearch() {
  define('drug-search', DrugSearchElement);
}

/** A medicine, and why it is here where its title does not say it. @param {MedicineHit} hit */
function medicineParts({ title, match, via, line }) {
  const parts = [make('span', 'option-title', title)];
  if (via && key(via) !== key(title) && match !== 'spelling' && match !== 'similar') {
    parts.push(make('span', 'option-via', match === 'ingredient' ? `contains ${via}` : `also called ${via}`));
  }
  if (line) parts.push(make('span', 'option-text', line));
  return parts;
}

/** The medicine and the section first, then the whole text. @param {AnswerHit} hit */
function answerParts({ title, kind, heading, text, ranges, headingRanges }) {
  const words = marked(heading, headingRanges);
  const body = make('span', 'option-text', ...marked(text, ranges));
  if (kind !== 'faq') return [make('span', 'option-meta', `${title} · `, ...words), body];
  return [make('span', 'option-meta', `${title} · FAQ`), make('span', 'option-title', ...words), body];
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
 * @param {string} state
 */
function absence(query, { medicines, answers }, state) {
  const [only] = medicines;
  if (state === 'error' || answers.length) return '';
  if (!only) {
    const what = state === 'degraded' ? 'No name' : 'Nothing';
    return `${what} here matches “${query.trim()}”. That is not a statement that something is safe. `;
  }
  // A name alone asks nothing, and names alone answer nothing.
  if (state === 'degraded' || !NAMED.has(only.match) || [only.title, only.via ?? ''].some((name) => key(name) === key(query))) return '';
  return 'This page does not answer that. It is not a statement that it is safe. ';
}
