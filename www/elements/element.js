// The base of both elements: shadow root and styles, one update per microtask, language, status, events.

/** @import { Message, Translations } from '../i18n/messages.js' */

import { BundleClient } from '../bundle/bundle-client.js';
import { asDrugError } from '../bundle/errors.js';
import { folderUrl } from '../bundle/fetch-file.js';
import card from './card.css.js';
import { make } from './dom.js';
import search from './search.css.js';
import { languageOf, spoken } from './spoken.js';
import theme from './theme.css.js';

/** Under Node there is no HTMLElement, and importing must not fail. @type {typeof HTMLElement} */
const Base = globalThis.HTMLElement ?? /** @type {unknown} */ (class {});

/** The folder of this script: the default address of the bundle. */
export const HERE = new URL('.', import.meta.url).href;

/** The fonts of a page that chose none; its elements use the font of the system. */
const UNCHOSEN = /^("?times( new roman)?"?|serif|-webkit-standard)$/i;

/** Milliseconds after which the reader learns that the server is slow; requests themselves may take longer. */
const SLOW = 4000;

/** The styles of all elements. */
const STYLES = theme + card + search;

/** The sheets of each document by their text: a sheet belongs to the document that made it. @type {WeakMap<Document, Map<string, CSSStyleSheet>>} */
const sheets = new WeakMap();

/**
 * @param {Document} document
 * @param {string} text
 */
function sheetOf(document, text) {
  let known = sheets.get(document);
  if (!known) sheets.set(document, (known = new Map()));
  let sheet = known.get(text);
  if (!sheet) {
    sheet = new (document.defaultView ?? globalThis).CSSStyleSheet();
    sheet.replaceSync(text);
    known.set(text, sheet);
  }
  return sheet;
}

/** An element whose attributes are its state. */
export class DrugElement extends Base {
  #queued = false;
  #status = 'idle';
  #wait = 0;
  /** @type {AbortController | null} */ #connection = null;
  /** The language that was loaded last. @type {string | undefined} */ #language = 'en';
  /** @type {Translations | undefined} */ #translations;
  #internals = this.attachInternals();
  #styles = [STYLES];

  constructor() {
    super();
    const sheet = sheetOf(this.ownerDocument, STYLES);
    /** Contains everything and resists the styles of the page. */
    this.wrapper = make('div', 'base');
    // Last, since it hides the content of the page: if anything above fails, that content stays.
    this.shadow = this.attachShadow({ mode: 'open' });
    this.shadow.adoptedStyleSheets = [sheet];
    this.shadow.append(this.wrapper);
    this.enter('idle');
  }

  /** Adds styles, and takes the sheets of the document that the element was moved to. @param {...string} more */
  adoptStyles(...more) {
    this.#styles.push(...more);
    this.shadow.adoptedStyleSheets = this.#styles.map((text) => sheetOf(this.ownerDocument, text));
  }

  adoptedCallback() {
    // A document without a window shows nothing, and makes no sheets.
    if (this.view) this.adoptStyles();
  }

  /** The window that shows the element, which may have been moved to a frame or another window. */
  get view() {
    return this.ownerDocument.defaultView;
  }

  connectedCallback() {
    upgrade(/** @type {object} */ (this));
    this.#connection = new AbortController();
    this.wrapper.classList.toggle('plain', UNCHOSEN.test(getComputedStyle(this).fontFamily));
    this.connected(this.#connection.signal);
    this.requestUpdate();
  }

  /** Keep state when moved with `moveBefore()`. */
  connectedMoveCallback() {}

  disconnectedCallback() {
    clearTimeout(this.#wait);
    this.#connection?.abort();
    this.#connection = null;
    this.disconnected();
  }

  attributeChangedCallback() {
    this.requestUpdate();
  }

  /** Combines all changes of one microtask into one update. */
  requestUpdate() {
    if (this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      if (!this.isConnected) return;
      // By the attribute `dir`, not by the styles of the page. Browsers without :dir() throw an error.
      const { dir } = /** @type {HTMLElement | null} */ (this.closest('[dir]')) ?? this;
      this.wrapper.dir = (CSS.supports('selector(:dir(rtl))') ? this.matches(':dir(rtl)') : dir === 'rtl')
        ? 'rtl'
        : 'ltr';
      this.#loadLanguage();
      this.update();
    });
  }

  /** Loads the messages in the language of the page. Until they arrive, and without them, messages are English. */
  #loadLanguage() {
    const language = languageOf(this);
    if (language === this.#language) return;
    this.#language = language;
    this.#translate(language === 'en' ? undefined : {});
    // What fails is loaded again with the next change.
    if (this.#translations && language) {
      this.client
        .use((reader) => reader.messages(language))
        .then(
          (translations) => language === this.#language && this.#translate(translations),
          () => (this.#language = undefined),
        );
    }
  }

  /** Translates what is shown. @param {Translations | undefined} translations */
  #translate(translations) {
    this.#translations = translations;
    for (const span of this.shadow.querySelectorAll('span')) {
      const { message } = /** @type {HTMLElement & {message?: Message}} */ (span);
      if (message) span.replaceWith(this.say(message));
    }
  }

  /** A message as a node, which changes with the language. @param {Message} message */
  say(message) {
    return Object.assign(spoken(this.#translations, message), { message });
  }

  /** Called when the element is connected. @param {AbortSignal} _signal aborts when it is disconnected */
  connected(_signal) {}

  /** Called when the element is disconnected. */
  disconnected() {}

  /** Shows what the attributes ask for. */
  update() {}

  /** The addresses of the bundles, separated by spaces: attribute, else `<meta name="drug-base">`, else the script's folder. */
  get baseUrl() {
    try {
      const meta = document.querySelector('meta[name="drug-base"]')?.getAttribute('content');
      const bases = (this.getAttribute('base') ?? meta ?? HERE).trim().split(/\s+/);
      return [...new Set(bases.map(folderUrl))].join(' ');
    } catch {
      return HERE;
    }
  }

  get client() {
    return BundleClient.at(this.baseUrl);
  }

  /** `idle`, `loading`, `ready` or `error`. It has a setter since frameworks may set any property. */
  get status() {
    return this.#status;
  }

  set status(_) {
    console.warn(`${this.localName}: status is read only.`);
  }

  /**
   * Sets the status and the states for styles: `:state(ready)`.
   * @param {string} status
   * @param {...(string | false | null | undefined)} more
   */
  enter(status, ...more) {
    this.#status = status;
    clearTimeout(this.#wait);
    const { states } = this.#internals;
    try {
      states.clear();
      for (const state of [status, ...more]) if (state) states.add(state);
    } catch {
      // States are for styles only, and older browsers have none.
    }
  }

  /** Call before a request: unless the status changes soon, the reader learns that the server is slow. */
  awaitServer() {
    this.#wait = setTimeout(() => this.slow('Still waiting for the server …'), SLOW);
  }

  /** Shows that the server is slow. @param {Message} _message */
  slow(_message) {}

  /** Sets what a form sends. @param {string} value */
  submit(value) {
    this.#internals.setFormValue(value);
  }

  /** Sends the form of the element, if there is one. */
  send() {
    this.#internals.form?.requestSubmit();
  }

  /** The words of the labels that the page has for the element. */
  get labelled() {
    return [...this.#internals.labels].map(({ textContent }) => textContent?.trim()).join(' ');
  }

  /**
   * @param {string} type
   * @param {object} detail
   * @param {boolean} [cancelable]
   * @returns {boolean} false if a listener prevented the default action
   */
  emit(type, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(type, { detail, cancelable, bubbles: true, composed: true }));
  }

  /**
   * Reports an error to the page and returns it for the reader.
   * @param {unknown} thrown
   */
  report(thrown) {
    const error = asDrugError(thrown);
    const { code, message, hint } = error;
    this.emit('drug-error', { code, message, hint, cause: thrown });
    return error;
  }
}

/**
 * Passes what a page set before the element was defined to its accessors: an own property would hide them.
 * @param {Partial<Record<string, unknown>>} own
 */
function upgrade(own) {
  for (const name of Object.keys(own)) {
    if (!(name in Object.getPrototypeOf(own))) continue;
    const value = own[name];
    delete own[name];
    own[name] = value;
  }
}

/**
 * Defines properties that mirror attributes, `htmlFor` for the attribute `for`. A function returns the valid value of an
 * attribute's text; null means a boolean attribute.
 * @param {typeof DrugElement} element
 * @param {Record<string, ((text: string) => unknown) | null>} names
 */
export function mirror(element, names) {
  for (const [property, read] of Object.entries(names)) {
    const attribute = property.replace(/[A-Z]/g, '-$&').toLowerCase().replace('html-', '');
    /** Without a prototype, so that a polluted Object.prototype adds nothing. @type {PropertyDescriptor & {__proto__: null}} */
    const accessor = {
      __proto__: null,
      configurable: true,
      enumerable: true,
      /** @this {HTMLElement} */
      get() {
        return read ? read((this.getAttribute(attribute) ?? '').trim()) : this.hasAttribute(attribute);
      },
      /** @this {HTMLElement} @param {unknown} value */
      set(value) {
        if (read ? value == null : !value) this.removeAttribute(attribute);
        else this.setAttribute(attribute, read ? String(value) : '');
      },
    };
    Object.defineProperty(element.prototype, property, accessor);
  }
}

/** The text of an attribute as it is. @param {string} text */
export const asText = (text) => text;

/** One of these words, by default the first. @param {...string} words */
export const oneOf =
  (...words) =>
  (/** @type {string} */ text) =>
    words.includes(text) ? text : words[0];

/**
 * A slot to which the page adds content.
 * @param {string} name
 * @param {...(Node | string)} otherwise
 */
export function slot(name, ...otherwise) {
  const element = make('slot', '', ...otherwise);
  element.name = name;
  return element;
}

/** Whether this copy of the script has warned that it is not the first. */
let warned = false;

/**
 * Defines an element, unless another copy of this script did; then it warns once.
 * @param {string} name
 * @param {CustomElementConstructor} element
 */
export function define(name, element) {
  const registry = globalThis.customElements;
  if (!registry?.get(name)) return registry?.define(name, element);
  if (!warned) console.warn(`${name}: defined twice, the first stays.`);
  warned = true;
}
