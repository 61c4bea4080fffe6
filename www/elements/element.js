// Owns what both elements have in common: shadow root, reset wrapper, one update a microtask, listeners that end.

import { Engine } from '../bundle/bundle-client.js';
import { asDrugError } from '../bundle/errors.js';
import { folder } from '../bundle/fetch-file.js';
import card from './card.css.js';
import { make } from './dom.js';
import search from './search.css.js';
import { languageOf, spoken } from './spoken.js';
import theme from './theme.css.js';

/** Under Node there is no HTMLElement, and importing must not fail. @type {typeof HTMLElement} */
const Base = globalThis.HTMLElement ?? /** @type {any} */ (class {});

/** The folder of this script: where the bundle lies if nobody says otherwise. */
const HERE = new URL('.', import.meta.url).href;

/** Fonts of a page that chose none; such a page gets the system's. */
const UNCHOSEN = /^("?times( new roman)?"?|serif|-webkit-standard)$/i;

/** Milliseconds after which a wait is told to the reader; the request itself has more, see bundle/fetch-file.js. */
const SLOW = 4000;

/** The styles of both elements, read with the first of them. @type {CSSStyleSheet | undefined} */
let sheet;

/** An element whose attributes are its state. */
export class DrugElement extends Base {
  #queued = false;
  #status = 'idle';
  #wait = 0;
  /** @type {AbortController | null} */ #connection = null;
  /** Whose words were asked for last. @type {string | undefined} */ #language = 'en';
  /** @type {import('../i18n/messages.js').Table | undefined} */ #table;
  #internals = this.attachInternals();

  constructor() {
    super();
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(theme + card + search);
    }
    /** Holds out against the styles of the page: everything of ours stands in it. */
    this.wrapper = make('div', 'base');
    // Last what hides the words of the page: where nothing can be made, they stay.
    this.shadow = this.attachShadow({ mode: 'open' });
    this.shadow.adoptedStyleSheets = [sheet];
    this.shadow.append(this.wrapper);
    this.enter('idle');
  }

  connectedCallback() {
    upgrade(/** @type {object} */ (this));
    this.#connection = new AbortController();
    this.wrapper.classList.toggle('plain', UNCHOSEN.test(getComputedStyle(this).fontFamily));
    this.connected(this.#connection.signal);
    this.requestUpdate();
  }

  /** `moveBefore()` parts nothing. */
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

  /** Gathers all changes of one moment into one update. */
  requestUpdate() {
    if (this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      if (!this.isConnected) return;
      // As attributes say it: the styles of a page turn nothing.
      this.wrapper.dir = this.matches(':dir(rtl)') ? 'rtl' : 'ltr';
      this.#listen();
      this.update();
    });
  }

  /** Takes the words of the page's language; until they come, and where none do, it is English. */
  #listen() {
    const language = languageOf(this);
    if (language === this.#language) return;
    this.#language = language;
    this.#speak(language === 'en' ? undefined : {});
    // What fails is asked for again with the next change.
    if (this.#table && language) {
      this.engine.words(language).then(
        (table) => language === this.#language && this.#speak(table),
        () => (this.#language = undefined),
      );
    }
  }

  /** Says anew what is shown. @param {import('../i18n/messages.js').Table | undefined} table */
  #speak(table) {
    this.#table = table;
    for (const span of this.shadow.querySelectorAll('span')) {
      const { words } = /** @type {any} */ (span);
      if (words) span.replaceWith(this.say(words));
    }
  }

  /** Words of ours as a node; it changes with the language. @param {import('../i18n/messages.js').Words} words */
  say(words) {
    return Object.assign(spoken(this.#table, words), { words });
  }

  /** Starts what lives as long as the connection. @param {AbortSignal} _signal */
  connected(_signal) {}

  /** Forgets what was under way. */
  disconnected() {}

  /** Brings what is shown in line with the attributes. */
  update() {}

  /** The bundle's address, or several parted by blanks: attribute, else `<meta name="drug-base">`, else the folder of the script. */
  get baseUrl() {
    try {
      const meta = document.querySelector('meta[name="drug-base"]')?.getAttribute('content');
      const bases = (this.getAttribute('base') ?? meta ?? HERE).trim().split(/\s+/);
      return [...new Set(bases.map((base) => folder(base)))].join(' ');
    } catch {
      return HERE;
    }
  }

  get engine() {
    return this.engineAt();
  }

  /** @param {string} [base] */
  engineAt(base = this.baseUrl) {
    return Engine.at(base);
  }

  /** What it is doing: `idle`, `loading`, `ready`, `error`. Frameworks may set every property; this one stays what it is. */
  get status() {
    return this.#status;
  }

  set status(_) {
    console.warn(`${this.localName}: status is read only.`);
  }

  /**
   * The status, and the states that styles can ask for: `:state(ready)`.
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
      // A state is for styles only, and older engines know none.
    }
  }

  /** Something was asked of the server: unless another status comes soon, the reader is told that it takes long. */
  awaitServer() {
    this.#wait = setTimeout(() => this.slow('Still waiting for the server, which has not sent everything.'), SLOW);
  }

  /** Shows that it takes long. @param {import('../i18n/messages.js').Words} _words */
  slow(_words) {}

  /** What a form around the element sends. @param {string} value */
  submit(value) {
    this.#internals.setFormValue(value);
  }

  /**
   * @param {string} type
   * @param {object} detail
   * @param {boolean} [cancelable]
   * @returns {boolean} false when a listener prevented what comes next
   */
  emit(type, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(type, { detail, cancelable, bubbles: true, composed: true }));
  }

  /**
   * Reports what was thrown to the page, and gives it for the reader.
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
 * Properties that mirror attributes, `htmlFor` the attribute `for`; `read` makes a valid value of what stands there, and
 * where there is none the attribute is a switch.
 * @param {typeof DrugElement} element
 * @param {Record<string, ((text: string) => unknown) | null>} names
 */
export function mirror(element, names) {
  for (const [property, read] of Object.entries(names)) {
    const attribute = property.replace(/[A-Z]/g, '-$&').toLowerCase().replace('html-', '');
    /** A polluted Object.prototype must not add to it. @type {any} */
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

/** A text attribute as it stands. @param {string} text */
export const asText = (text) => text;

/** The first word is what counts where none of them stands. @param {...string} words */
export const oneOf =
  (...words) =>
  (/** @type {string} */ text) =>
    words.includes(text) ? text : words[0];

/**
 * A place where the page adds something of its own; what the element says stays.
 * @param {string} name
 * @param {...(Node | string)} otherwise
 */
export function slot(name, ...otherwise) {
  const element = make('slot', '', ...otherwise);
  element.name = name;
  return element;
}

/** Whether this copy of the script has said that it is not the first. */
let told = false;

/**
 * Defines an element once; a second copy of this script changes nothing, and says so once.
 * @param {string} name
 * @param {CustomElementConstructor} element
 */
export function define(name, element) {
  const registry = globalThis.customElements;
  if (!registry?.get(name)) return registry?.define(name, element);
  if (!told) console.warn(`${name}: defined twice, the first stays.`);
  told = true;
}
