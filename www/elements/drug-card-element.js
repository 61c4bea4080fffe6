// Owns <drug-card>: which medicine is shown, and that it is the one that was asked for.

import { asDrugError } from '../bundle/errors.js';
import { get } from '../bundle/fetch-file.js';
import { fold, order } from './arrange.js';
import { make } from './dom.js';
import { asText, DrugElement, define, mirror, oneOf, slot } from './element.js';
import { level, render } from './render.js';

/**
 * What is ready to be shown.
 * @typedef {object} Found
 * @property {string} slug
 * @property {string} title
 * @property {import('./render.js').Tree} tree
 * @property {string} build
 * @property {import('../i18n/messages.js').Words} source the line on version, date and review
 * @property {string} asked the name asked for, where the title is another; empty otherwise
 * @property {string | null} [built] the day of the build
 * @property {string} [lang] the language of the text, where the text does not say it itself
 *
 * `asked` is the other name that led to it: the card says so; `base` and `collection` are its bundle where several are searched.
 * @typedef {{slug: string, anchor?: string, asked?: string, base?: string, collection?: string}} Choice
 *
 * @typedef {object} Settings
 * @property {string} drug
 * @property {number} headingLevel
 * @property {string} sections
 * @property {'source'|'patient'} order
 * @property {boolean} collapsible
 * @property {string} open
 * @property {'eager'|'lazy'} loading
 * @property {'all'|'large'} print
 * @property {number} staleAfter
 */

/** One day, in milliseconds. */
const DAY = 864e5;

/** One medicine on a page. Its interface is written down in interface.json. */
export class DrugCardElement extends DrugElement {
  static observedAttributes = [
    'drug',
    'src',
    'base',
    'heading-level',
    'sections',
    'order',
    'collapsible',
    'open',
    'print',
    'stale-after',
    'dir',
    'lang',
  ];

  #slot = make('slot');
  /** Errors are told here; a live region must stand before it speaks. */
  #problem = make('div', 'problem');
  #content = make('div', 'content');
  #errorSlot = slot('error');
  #wanted = '';
  /** What was chosen in a search: by which other name, and of which bundle; it holds for this choice only. @type {Choice} */
  #choice = { slug: '' };
  /** Grows with each request: an answer to an older one is dropped. */
  #turn = 0;
  /** @type {Found | null} */ #found = null;
  /** How it is shown: of which level, in which order. */
  #shownAs = '';
  /** @type {Promise<void> | undefined} */ #loading;
  /** @type {import('../bundle/errors.js').DrugError | undefined} */ #error;
  /** What the page gave instead of a name. @type {{slug?: string, title: string, tree: import('./render.js').Tree} | null} */ #given =
    null;
  /** Lets a card that waits to be seen begin. */
  #wake = () => {};
  /** @type {string | null} */ #pendingAnchor = null;
  /** Answers that warn stand open, whatever else is closed. @type {Element[]} */ #warning = [];
  /** @type {HTMLDetailsElement[]} */ #openedForPrint = [];
  /** Name and page number on each sheet, while it prints. @type {CSSStyleSheet | undefined} */ #pageSheet;

  constructor() {
    super();
    this.#problem.role = 'status';
    this.wrapper.append(slot('header'), this.#problem, this.#errorSlot, this.#content, slot('footer'));
    this.wrapper.before(this.#slot);
    this.wrapper.addEventListener('click', (event) => this.#clicked(event));
  }

  /** The attributes, as valid values. @type {Settings} */
  #settings = /** @type {any} */ (this);

  /** @param {AbortSignal} signal @override */
  connected(signal) {
    const on = (/** @type {string} */ event, /** @type {() => void} */ act) => addEventListener(event, act, { signal });
    on('beforeprint', () => this.#print());
    on('afterprint', () => this.#printed());
    on('online', () => this.status === 'error' && this.reload());
    on('hashchange', () => this.#follow());
  }

  /** Opens all, says when and from where it is printed, and heads each sheet where this card is the only one. */
  #print() {
    this.#wake();
    for (const details of this.#details(':not([open])')) {
      details.open = true;
      this.#openedForPrint.push(details);
    }
    const line = this.shadow.querySelector('.printed');
    if (!line || !this.#found) return;
    line.replaceChildren(
      this.say(['Printed {0} from {1}', date(new Date().toLocaleDateString('sv')) ?? '', location.href]),
    );
    if (document.querySelectorAll('drug-card').length > 1) return;
    this.#pageSheet ??= new CSSStyleSheet();
    const name = CSS.escape(this.#found.title);
    this.#pageSheet.replaceSync(
      `@page{margin:18mm 15mm;@top-left{content:"${name}"}@top-right{content:counter(page) " / " counter(pages)}@top-left,@top-right{font:9pt sans-serif}}`,
    );
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.#pageSheet];
  }

  /** Leaves all as it was. */
  #printed() {
    for (const details of this.#openedForPrint.splice(0)) details.open = false;
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.#pageSheet);
  }

  /** @param {string} [which] */
  #details(which = '') {
    return /** @type {NodeListOf<HTMLDetailsElement>} */ (this.shadow.querySelectorAll(`details${which}`));
  }

  /** A fragment of the address that names a part: the page's own elements come first, then its first card. */
  #follow() {
    const anchor = location.hash.slice(1);
    const first = document.querySelector('drug-card') === this && anchor && !document.getElementById(anchor);
    if (first && this.shadow.getElementById(anchor)) this.scrollToSection(anchor);
  }

  /** @override */
  disconnected() {
    this.#turn++;
    this.#wake();
    if (this.#pageSheet) this.#printed();
    if (this.status !== 'ready') this.#wanted = '';
  }

  /** @override */
  update() {
    const { drug, headingLevel, sections, order, collapsible, open, staleAfter, print } = this.#settings;
    if (this.#choice.slug !== drug) this.#choice = { slug: '' };
    this.wrapper.classList.toggle('large', print === 'large');
    const wanted = this.#given
      ? ' '
      : [this.getAttribute('src'), drug, this.baseUrl, this.#choice.asked, this.#choice.base].join('\n');
    const shownAs = [headingLevel, sections, order, collapsible, open, staleAfter].join('\n');
    const again = shownAs !== this.#shownAs;
    this.#shownAs = shownAs;
    if (wanted !== this.#wanted) {
      this.#wanted = wanted;
      this.#loading = this.#load();
    } else if (this.#found && again) {
      this.#show(this.#found);
    }
  }

  /** The medicine that is shown; or one to show that the page has itself, instead of `drug` and `src`. */
  get monograph() {
    const { slug = '', title = '', build = '', tree } = this.#found ?? {};
    return tree ? Object.freeze({ slug, title, build, tree }) : null;
  }

  set monograph(given) {
    this.#given = given;
    this.reload();
  }

  /** Settles when what was asked for is shown; refuses with the DrugError when it cannot be. */
  get ready() {
    const settled = async () => {
      let last;
      do {
        await (last = this.#loading);
        // An attribute that was set in the same breath is read a moment later.
        await null;
      } while (last !== this.#loading);
      if (this.status === 'error') throw this.#error;
      return this;
    };
    return settled();
  }

  /** Opens every disclosure. */
  expandAll() {
    for (const details of this.#details()) details.open = true;
  }

  /** Closes the disclosures; an answer that warns stays open. */
  collapseAll() {
    for (const details of this.#details()) details.open = this.#warning.includes(details);
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
    this.#wake();
    // Behind the update that a change of `drug` in the same breath has asked for.
    queueMicrotask(() => this.#settleAnchor());
  }

  /**
   * Shows a medicine and moves the focus to it or to a part of it.
   * @param {Choice} choice
   */
  show(choice) {
    // Whoever chooses a medicine must not go on reading the one that the page gave.
    this.#given = null;
    this.#settings.drug = choice.slug;
    this.#choice = choice;
    this.requestUpdate();
    this.scrollToSection(choice.anchor);
  }

  async #load() {
    const turn = ++this.#turn;
    const { drug } = this.#settings;
    const src = this.getAttribute('src');
    // What stood here is another medicine now.
    this.#found = null;
    const given = this.#given;
    if (!given && !drug && src === null) return this.#enter('idle');
    const fallback = [...this.childNodes].some((node) => !(/** @type {any} */ (node).slot) && node.textContent?.trim());
    this.#enter(
      'loading',
      ...(fallback
        ? []
        : [slot('loading', make('div', 'skeleton', make('p', 'loading', this.say(['Loading {0} …', drug]))))]),
    );
    try {
      if (given)
        return this.#show({
          slug: '',
          build: '',
          asked: '',
          ...given,
          source: 'Given by this page; date and review not recorded',
        });
      if (this.#settings.loading === 'lazy' && this.#pendingAnchor === null) await this.#inView();
      if (turn !== this.#turn) return;
      this.awaitServer();
      const found = src === null ? await this.#find(drug) : await this.#read(src);
      if (turn === this.#turn) this.#show(found, true);
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
    }
  }

  /** @param {import('../i18n/messages.js').Words} words @override */
  slow(words) {
    this.#problem.append(make('p', 'error-text', this.say(words)));
  }

  /** Waits until the card comes near the window, is printed or is asked for a part. @returns {Promise<void>} */
  #inView() {
    this.#wake();
    return new Promise((resolve) => {
      const observer = new IntersectionObserver(
        (entries) => entries.some(({ isIntersecting }) => isIntersecting) && this.#wake(),
        {
          rootMargin: '100%',
        },
      );
      this.#wake = () => {
        observer.disconnect();
        resolve();
      };
      observer.observe(this);
    });
  }

  /**
   * Shows `nodes` and what belongs to the status; without a card, the content of the page stays.
   * @param {string} status
   * @param {...Node} nodes
   */
  #enter(status, ...nodes) {
    const error = status === 'error';
    this.#problem.replaceChildren(...(error ? nodes : []));
    this.#content.replaceChildren(...(error ? [] : nodes));
    this.#slot.hidden = status === 'ready';
    this.#errorSlot.hidden = !error;
    this.wrapper.ariaBusy = String(status === 'loading');
    this.enter(status, error && !navigator.onLine && 'offline', this.#content.querySelector('.stale') && 'stale');
  }

  /**
   * @param {string} drug
   * @returns {Promise<Found>}
   */
  async #find(drug) {
    const { asked = '', base, collection } = this.#choice;
    const { slug, title, tree, renamed, root, note } = await this.engineAt(base).card(drug);
    const from = collection ? [['{0} · from the collection “{1}”', collection]] : note;
    const built = date(root.built);
    /** @type {Found['source']} */
    const source = built
      ? ['Content version {0}, built {1} · reviewed: not recorded', root.content, built]
      : ['Content version {0}, built: not recorded · reviewed: not recorded', root.content];
    const told = from.reduce((/** @type {any} */ all, [key, what]) => [key, all, what], source);
    return {
      slug,
      title,
      tree,
      build: root.build,
      lang: root.lang,
      source: told,
      built: root.built,
      asked: renamed ? drug : asked,
    };
  }

  /**
   * @param {string} src
   * @returns {Promise<Found>}
   */
  async #read(src) {
    const { file, title, tree } = await (await this.engine.markdown()).page(src, get);
    return {
      slug: '',
      title,
      tree,
      build: '',
      source: ['Read in this browser from {0}; date and review not recorded', file],
      asked: '',
    };
  }

  /**
   * @param {Found} found
   * @param {boolean} [fresh] whether this is news
   */
  #show(found, fresh = false) {
    const { headingLevel, sections, order: by, collapsible, open, staleAfter } = this.#settings;
    const article = render(found.tree, headingLevel);
    // What states no language is taken for English, as in the index; its direction is its own, not that of the page.
    article.lang ||= found.lang ?? 'en';
    article.dir ||= 'auto';
    this.#warning = [...article.querySelectorAll('details[open]')];
    if (sections || by === 'patient') order(article, sections, by === 'patient');
    if (collapsible) fold(article, open);
    const name = article.querySelector('.name');
    if (name) {
      name.id = 'drug-card-name';
      // Two cards of one page have two names, and so have their lists of links.
      for (const part of [article, article.querySelector('nav')]) part?.setAttribute('aria-labelledby', name.id);
    }
    const source = article.querySelector('.source') ?? article.appendChild(make('p', 'source'));
    source.replaceChildren(this.say(found.source));
    const days = Math.floor((Date.now() - Date.parse(found.built ?? '')) / DAY);
    if (staleAfter && !(days <= staleAfter)) {
      const words = this.say([
        'Age of this copy in days: {0}; this site asks for at most {1}.',
        days || ['not recorded'],
        staleAfter,
      ]);
      article.querySelector('.header')?.append(make('p', 'alert stale', words));
    }
    source.before(slot('disclaimer'));
    source.after(make('p', 'printed'));
    this.#found = found;
    const asked = found.asked.replace(/^./u, (letter) => letter.toUpperCase());
    const words = make(
      'p',
      'asked',
      this.say(['You asked for {0}: this is {1}.', make('strong', '', asked), make('strong', '', found.title)]),
    );
    this.#enter('ready', ...(asked ? [words] : []), article);
    if (fresh) this.emit('drug-load', { slug: found.slug, title: found.title, build: found.build });
    this.#settleAnchor();
    if (fresh) this.#follow();
  }

  /** @param {unknown} thrown */
  #fail(thrown) {
    const error = (this.#error = asDrugError(thrown));
    const box = make('div', 'error', make('p', 'error-text', this.say(error.words)));
    if (error.similar.length) {
      box.append(
        make(
          'p',
          'different',
          make('strong', '', this.say('Different medicine, similar name'), ': '),
          make('bdi', '', error.similar.join(', ')),
        ),
      );
    }
    for (const words of error.told.slice(1)) box.append(make('p', 'hint', this.say(words)));
    if (error.passing) {
      const retry = make('button', 'retry', this.say('Try again'));
      retry.type = 'button';
      retry.addEventListener('click', () => {
        this.reload();
        this.scrollToSection();
      });
      box.append(retry);
    }
    this.#pendingAnchor = null;
    this.#enter('error', box);
    this.report(thrown);
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const target = /** @type {Element} */ (event.target);
    const details = target.closest('summary')?.closest('details');
    if (details) this.emit('drug-toggle', { section: details.id || details.parentElement?.id, open: !details.open });
    // A link inside the card leads inside the card; the address of the page stays.
    const link = target.closest('a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.scrollToSection(link.hash.slice(1));
  }

  #settleAnchor() {
    const anchor = this.#pendingAnchor;
    if (anchor === null || this.status !== 'ready') return;
    this.#pendingAnchor = null;
    const part = anchor ? this.shadow.getElementById(anchor) : null;
    const target = part?.querySelector('summary, .section-heading') ?? part ?? this.#content.querySelector('.name');
    if (!(target instanceof HTMLElement)) return;
    const box = part?.closest('details') ?? part?.querySelector('details.fold');
    for (let at = /** @type {any} */ (box); at; at = at.parentElement) if (at.localName === 'details') at.open = true;
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
  sections: asText,
  order: oneOf('source', 'patient'),
  collapsible: null,
  open: asText,
  loading: oneOf('eager', 'lazy'),
  print: oneOf('all', 'large'),
  staleAfter: (text) => Math.max(0, Number(text)) || 0,
});

/** Defines `<drug-card>`. */
export function defineCard() {
  define('drug-card', DrugCardElement);
}

/**
 * A day, or nothing: no day is invented.
 * @param {string | null} day
 */
function date(day) {
  const time = /^\d{4}-\d\d-\d\d$/.test(day ?? '') ? Date.parse(`${day}`) : NaN;
  return time ? new Date(time) : null;
}
