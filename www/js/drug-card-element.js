// Owns <drug-card>: which medicine is shown, and that it is the one that was asked for.

import { get } from './bundle.js';
import { asText, define, DrugElement, mirror } from './element.js';
import { asDrugError, bad } from './errors.js';
import { level, make, render } from './render.js';

/**
 * What is ready to be shown.
 * @typedef {object} Found
 * @property {string} slug
 * @property {string} title
 * @property {import('./render.js').Tree} tree
 * @property {string} build
 * @property {string} source the line on version, date and review
 * @property {string} asked the name asked for, where the title is another; empty otherwise
 */

/**
 * One medicine on a page.
 *
 * Attributes and properties: `drug`, `src`, `base`, `heading-level` (`headingLevel`).
 * Events: `drug-load` {slug, title, build}, `drug-error` {code, message, hint}, `drug-toggle` {section, open}.
 */
export class DrugCardElement extends DrugElement {
  static observedAttributes = ['drug', 'src', 'base', 'heading-level', 'dir'];

  #slot = make('slot');
  /** Errors are told here; a live region must stand before it speaks. */
  #problem = make('div', 'problem');
  #content = make('div', 'content');
  #wanted = '';
  /** By which other name the medicine was chosen in a search; it holds for this choice only. */
  #choice = { slug: '', asked: '' };
  /** Grows with each request: an answer to an older one is dropped. */
  #turn = 0;
  /** @type {Found | null} */ #found = null;
  #shownLevel = 0;
  /** @type {string | null} */ #pendingAnchor = null;
  /** @type {HTMLDetailsElement[]} */ #openedForPrint = [];

  constructor() {
    super();
    this.#problem.role = 'status';
    this.wrapper.append(this.#problem, this.#content);
    this.wrapper.before(this.#slot);
    this.wrapper.addEventListener('click', (event) => this.#clicked(event));
  }

  /** The attributes, as valid values. @type {{drug: string, headingLevel: number}} */
  #settings = /** @type {any} */ (this);

  /** @param {AbortSignal} signal @override */
  connected(signal) {
    const on = (/** @type {string} */ event, /** @type {() => void} */ act) => addEventListener(event, act, { signal });
    on('beforeprint', () => {
      this.#openedForPrint = [...this.shadow.querySelectorAll('details')].filter((details) => !details.open);
      this.#setOpen(true);
    });
    on('afterprint', () => this.#setOpen(false));
    on('online', () => this.state === 'error' && this.reload());
  }

  /** @param {boolean} open */
  #setOpen(open) {
    for (const details of this.#openedForPrint) details.open = open;
  }

  /** @override */
  disconnected() {
    this.#turn++;
    if (this.state !== 'ready') this.#wanted = '';
  }

  /** @override */
  update() {
    const { drug } = this.#settings;
    if (this.#choice.slug !== drug) this.#choice.asked = '';
    const wanted = [this.getAttribute('src'), drug, this.baseUrl, this.#choice.asked].join('\n');
    if (wanted !== this.#wanted) {
      this.#wanted = wanted;
      this.#load();
    } else if (this.#found && this.#shownLevel !== this.#settings.headingLevel) {
      this.#show(this.#found);
    }
  }

  /** Asks for the card again. */
  reload() {
    this.#wanted = '';
    this.requestUpdate();
  }

  /**
   * Brings a part of the card into view and moves the focus there, now or as soon as the card is ready.
   * @param {string} [anchor] `serious`, `usage`, `faq-3`; the name of the medicine without
   */
  scrollToSection(anchor = '') {
    this.#pendingAnchor = anchor;
    // Behind the update that a change of `drug` in the same breath has asked for.
    queueMicrotask(() => this.#settleAnchor());
  }

  /**
   * Shows a medicine and moves the focus to it or to a part of it.
   * @param {{slug: string, anchor?: string, asked?: string}} choice `asked` is the other name that led to it: the card says so
   */
  show({ slug, anchor, asked = '' }) {
    this.#settings.drug = slug;
    this.#choice = { slug, asked };
    this.requestUpdate();
    this.scrollToSection(anchor);
  }

  async #load() {
    const turn = ++this.#turn;
    const { drug } = this.#settings;
    const src = this.getAttribute('src');
    // What stood here is another medicine now.
    this.#found = null;
    if (!drug && src === null) return this.#enter('');
    const fallback = this.children.length || this.textContent?.trim();
    this.#enter('loading', ...(fallback ? [] : [skeleton(drug)]));
    try {
      const found = src === null ? await this.#find(drug) : await this.#read(src);
      if (turn === this.#turn) this.#show(found, true);
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
    }
  }

  /**
   * Shows `nodes` and what belongs to the state; without a card, the content of the page stays.
   * @param {string} state
   * @param {...Node} nodes
   */
  #enter(state, ...nodes) {
    const error = state === 'error';
    this.#problem.replaceChildren(...(error ? nodes : []));
    this.#content.replaceChildren(...(error ? [] : nodes));
    this.#slot.hidden = state === 'ready';
    this.wrapper.ariaBusy = String(state === 'loading');
    this.state = state;
  }

  /**
   * @param {string} drug
   * @returns {Promise<Found>}
   */
  async #find(drug) {
    const { asked } = this.#choice;
    const { slug, title, tree, renamed, root } = await this.engine.card(drug);
    const built = date(root.built);
    const source = `Content version ${root.content}, ${built ? `built ${built}` : 'built: not recorded'} · reviewed: not recorded`;
    return { slug, title, tree, build: root.build, source, asked: renamed ? drug : asked };
  }

  /**
   * @param {string} src
   * @returns {Promise<Found>}
   */
  async #read(src) {
    const url = new URL(src, document.baseURI);
    if (url.origin !== location.origin) {
      throw bad(`The file ${url.href} is on another site and is not read.`, 'src takes a file of the same origin.');
    }
    const file = url.pathname.split('/').pop() || url.pathname;
    const core = await this.engine.markdown();
    const text = await get(url.href, { what: file, cache: 'no-cache', mode: 'same-origin' }, (response) => core.read(response, file));
    const { title, tree } = await core.run(text);
    return { slug: '', title, tree, build: '', source: `Read in this browser from ${file}; date and review not recorded`, asked: '' };
  }

  /**
   * @param {Found} found
   * @param {boolean} [fresh] whether this is news
   */
  #show(found, fresh = false) {
    this.#shownLevel = this.#settings.headingLevel;
    const article = render(found.tree, this.#shownLevel);
    const name = article.querySelector('.name');
    if (name) {
      name.id = 'drug-card-name';
      // Two cards of one page have two names, and so have their lists of links.
      for (const part of [article, article.querySelector('nav')]) part?.setAttribute('aria-labelledby', name.id);
    }
    const source = article.querySelector('.source') ?? article.appendChild(make('p', 'source'));
    source.textContent = found.source;
    this.#found = found;
    const asked = found.asked.replace(/^./u, (letter) => letter.toUpperCase());
    const words = make('p', 'asked', 'You asked for ', make('strong', '', asked), ': this is ', make('strong', '', found.title), '.');
    this.#enter('ready', ...(asked ? [words] : []), article);
    if (fresh) this.emit('drug-load', { slug: found.slug, title: found.title, build: found.build });
    this.#settleAnchor();
  }

  /** @param {unknown} thrown */
  #fail(thrown) {
    const error = asDrugError(thrown);
    const box = make('div', 'error', make('p', 'error-text', error.message));
    if (error.similar.length) {
      box.append(make('p', 'different', make('strong', '', 'Different medicine, similar name: '), error.similar.join(', ')));
    }
    if (error.advice) box.append(make('p', 'hint', error.advice));
    if (error.passing) {
      const retry = make('button', 'retry', 'Try again');
      retry.type = 'button';
      retry.addEventListener('click', () => {
        this.reload();
        this.scrollToSection();
      });
      box.append(retry);
    }
    this.#pendingAnchor = null;
    this.#enter('error', box);
    this.report(error);
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const target = /** @type {Element} */ (event.target);
    const details = target.closest('summary')?.closest('details');
    if (details) this.emit('drug-toggle', { section: details.id, open: !details.open });
    // A link inside the card leads inside the card; the address of the page stays.
    const link = target.closest('a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.scrollToSection(link.hash.slice(1));
  }

  #settleAnchor() {
    const anchor = this.#pendingAnchor;
    if (anchor === null || this.state !== 'ready') return;
    this.#pendingAnchor = null;
    const part = anchor ? this.shadow.getElementById(anchor) : null;
    const target = part?.querySelector('summary, .section-heading') ?? part ?? this.#content.querySelector('.name');
    if (!(target instanceof HTMLElement)) return;
    const faq = part?.closest('details');
    if (faq) faq.open = true;
    if (target.localName !== 'summary') target.tabIndex = -1;
    target.focus({ preventScroll: true });
    (part ?? this).scrollIntoView({ block: 'start' });
  }
}

mirror(DrugCardElement, {
  drug: asText,
  src: asText,
  base: asText,
  headingLevel: (text) => level(0, Math.trunc(Number(text)) || 2),
});

/** Defines `<drug-card>`. */
export function defineCard() {
  define('drug-card', DrugCardElement);
}

/** @param {string} drug */
function skeleton(drug) {
  return make('div', 'skeleton', make('p', 'loading', `Loading ${drug} …`));
}

/**
 * A day in words, or nothing: no day is invented.
 * @param {string | null} day
 */
function date(day) {
  const time = /^\d{4}-\d\d-\d\d$/.test(day ?? '') ? Date.parse(`${day}`) : NaN;
  return time ? new Date(time).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' }) : '';
}
