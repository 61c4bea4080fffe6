// Defines <drug-card>: shows the card of the requested medicine, and never that of another.

/**
 * @import { DrugError } from '../bundle/errors.js'
 * @import { Scripts } from '../bundle/reader-types.js'
 * @import { Tree } from '../bundle/result-types.js'
 * @import { Message } from '../i18n/messages.js'
 * @import { Choice, Shown } from './card-source.js'
 */

import { asDrugError } from '../bundle/errors.js';
import { fetchFile } from '../bundle/fetch-file.js';
import { date, findCard, today } from './card-source.js';
import { exposed, make, openAround } from './dom.js';
import { asText, DrugElement, define, mirror, oneOf, slot } from './element.js';
import { errorBox } from './error-box.js';
import { paper } from './print.js';
import { level, render } from './render.js';

/**
 * @typedef {object} Settings the attributes, as valid values
 * @property {string} variant
 * @property {string} href
 * @property {boolean} tools
 * @property {string} drug
 * @property {number} headingLevel
 * @property {string} sections
 * @property {'use'|'source'|'patient'} order
 * @property {boolean} collapsible
 * @property {string} open
 * @property {'eager'|'lazy'} loading
 * @property {'all'|'large'} print
 * @property {number} staleAfter
 * @property {string} reportHref
 */

/** Attributes by which a card is more than shown. */
const ADVANCED = '[sections],[order],[collapsible],[stale-after],[variant],[tools],[report-href]';

/** Tags and classes of what few cards have, in a tree as JSON. */
const RICH = /"(table|callout|mark|kbd|img|struck|small|del|u|footnote|link|aside)[ "]/;

/** The card of one medicine. interface.json is its specification. */
export class DrugCardElement extends DrugElement {
  static observedAttributes = [
    'drug',
    'src',
    'base',
    'heading-level',
    'sections',
    'order',
    'variant',
    'href',
    'tools',
    'collapsible',
    'open',
    'print',
    'stale-after',
    'report-href',
    'dir',
    'lang',
  ];

  #slot = make('slot');
  /** Shows errors. A live region must exist before its text changes. */
  #problem = make('div', 'problem');
  #content = make('div', 'content');
  #errorSlot = slot('error');
  #wanted = '';
  /** How the reader came to this medicine; for another medicine it is void. @type {Choice} */
  #choice = { slug: '' };
  /** Increases with each request: the result of an older one is dropped. */
  #turn = 0;
  /** @type {Shown | null} */ #shown = null;
  /** The attributes by which it is shown. */
  #shownAs = '';
  /** @type {Promise<void> | undefined} */ #loading;
  /** @type {DrugError | undefined} */ #error;
  /** What the page supplied instead of a name. @type {{slug?: string, title: string, tree: Tree} | null} */
  #given = null;
  /** Starts a card that waits until it is near the window. */
  #wake = () => {};
  /** @type {string | null} */ #pendingAnchor = null;
  /** What a card needs only if a page asks for it, once it is loaded. @type {Scripts['tools'] | undefined} */ #tools;
  /** Warnings: they stay open. @type {Element[]} */ #warning = [];
  #paper = paper();

  constructor() {
    super();
    this.#problem.role = 'status';
    this.wrapper.append(slot('header'), this.#problem, this.#errorSlot, this.#content, slot('footer'));
    this.wrapper.before(this.#slot);
    const { wrapper } = this;
    wrapper.addEventListener('click', (event) => this.#clicked(event));
    wrapper.addEventListener('selectstart', () => this.#loadTools());
    wrapper.addEventListener('copy', (event) => this.#tools?.copy(this.shadow, event));
  }

  /** The attributes, as valid values. */
  #settings = /** @type {Settings} */ (/** @type {unknown} */ (this));

  /** @param {AbortSignal} signal @override */
  connected(signal) {
    const on = (/** @type {string} */ event, /** @type {() => void} */ act) => addEventListener(event, act, { signal });
    on('beforeprint', () => this.#print());
    on('afterprint', () => this.#paper.restore());
    on('online', () => this.status === 'error' && this.reload());
    on('hashchange', () => this.#follow());
  }

  /** Opens everything, adds when and from where it was printed, and heads each sheet if this is the only card of the page. */
  #print() {
    this.#wake();
    this.#paper.open(this.shadow);
    const line = this.shadow.querySelector('.printed');
    if (!line || !this.#shown) return;
    line.replaceChildren(this.say(['Printed {0} from {1}', date(today()) ?? '', location.href]));
    // Each card begins on a new sheet, and on every sheet with its strip; the margins can hold one name only.
    const [first, second] = document.querySelectorAll('drug-card');
    this.wrapper.classList.toggle('next', first !== this);
    if (!second) this.#paper.number();
  }

  #details() {
    return this.shadow.querySelectorAll('details');
  }

  /** Scrolls to the section that the fragment of the page names, in its first card and unless the page has such an element. */
  #follow() {
    const anchor = location.hash.slice(1);
    const first = document.querySelector('drug-card') === this && anchor && !document.getElementById(anchor);
    if (first && this.shadow.getElementById(anchor)) this.scrollToSection(anchor);
  }

  /** @override */
  disconnected() {
    this.#turn++;
    this.#wake();
    this.#paper.restore();
    if (this.status !== 'ready') this.#wanted = '';
  }

  /** @override */
  update() {
    const { drug, print } = this.#settings;
    if (this.#choice.slug !== drug) this.#choice = { slug: '' };
    this.wrapper.classList.toggle('large', print === 'large');
    const wanted = this.#given
      ? ' '
      : [this.getAttribute('src'), drug, this.baseUrl, this.#choice.asked, this.#choice.base].join('\n');
    const shownAs = [...this.attributes].map(({ value }) => value).join('\n');
    const again = shownAs !== this.#shownAs;
    this.#shownAs = shownAs;
    if (wanted !== this.#wanted) {
      this.#wanted = wanted;
      this.#loading = this.#load();
    } else if (again && this.#shown) {
      this.#loading = this.#present(this.#shown);
    }
  }

  /** The medicine that is shown. A page may set one of its own, instead of `drug` and `src`. */
  get monograph() {
    const { slug = '', title = '', build = '', tree } = this.#shown ?? {};
    return tree ? Object.freeze({ slug, title, build, tree }) : null;
  }

  set monograph(given) {
    this.#given = given;
    this.reload();
  }

  /** Resolves when the card is shown; rejects with a `DrugError`. */
  get ready() {
    const settled = async () => {
      let last;
      do {
        await (last = this.#loading);
        // An attribute that was set in the same task is read in a microtask.
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

  /** Closes the disclosures, except warnings. */
  collapseAll() {
    for (const details of this.#details()) details.open = this.#warning.includes(details);
  }

  /** Loads the card again. */
  reload() {
    this.#wanted = '';
    this.requestUpdate();
  }

  /**
   * Scrolls to a part of the card and moves the focus there, now or as soon as the card is ready.
   * @param {string} [anchor] `serious`, `usage`, `faq-3`; the name of the medicine without
   */
  scrollToSection(anchor = '') {
    this.#pendingAnchor = anchor;
    this.#wake();
    // After the update that a change of `drug` in the same task has requested.
    queueMicrotask(() => this.#settleAnchor());
  }

  /**
   * Shows a medicine and moves the focus to it or to a part of it.
   * @param {Choice} choice
   */
  show(choice) {
    // The chosen medicine replaces the one that the page supplied.
    this.#given = null;
    this.#settings.drug = choice.slug;
    this.#choice = choice;
    this.requestUpdate();
    this.scrollToSection(choice.anchor);
  }

  /**
   * Loads what the attributes or the text need beyond a plain card, and shows it. Without that, the card is plain: it says the same.
   * @param {Shown} found
   * @param {boolean} [fresh] whether it was just loaded
   */
  async #present(found, fresh) {
    const turn = this.#turn;
    const { due } = found;
    const overdue = due && due < today();
    if (overdue || this.matches(ADVANCED) || RICH.test(JSON.stringify(found.tree))) {
      const tools = await this.#loadTools();
      // An old copy is not shown as if it were new, nor an overdue review as if it were in time.
      if ((overdue || this.#settings.staleAfter) && !tools) throw new Error('card-tools');
    }
    if (turn === this.#turn) this.#show(found, fresh);
  }

  async #loadTools() {
    return (this.#tools ??= await this.client.use((reader) => reader.script('tools')).catch(() => undefined));
  }

  async #load() {
    const turn = ++this.#turn;
    const { drug } = this.#settings;
    const src = this.getAttribute('src');
    // It may be another medicine.
    this.#shown = null;
    const given = this.#given;
    const inline = this.#settings.variant === 'inline';
    if (inline) this.#loadTools().then((tools) => tools?.word(this));
    const idle = !given && !drug && src === null;
    // A card without a medicine waits for a search, or is a mistake; so is one with another inside.
    if ((idle && !document.querySelector('drug-search')) || this.querySelector('drug-card,main'))
      this.#loadTools().then((tools) => tools?.check(this));
    if (inline || idle) return this.#enter('idle');
    const fallback = [...this.childNodes].some(
      (node) => !(/** @type {{slot?: string}} */ (node).slot) && node.textContent?.trim(),
    );
    const waiting = this.say(['Loading {0} …', drug]);
    const skeleton = exposed(make('div', 'skeleton', exposed(make('p', 'loading', waiting))));
    this.#enter('loading', ...(fallback ? [] : [slot('loading', skeleton)]));
    try {
      if (given) {
        /** @type {Message} */
        const source = 'Given by this page; date and review not recorded';
        return await this.#present({ slug: '', build: '', asked: '', ...given, source });
      }
      if (this.#settings.loading === 'lazy' && this.#pendingAnchor === null) {
        const tools = await this.#loadTools();
        this.#wake();
        await tools?.near(this, (wake) => (this.#wake = wake));
      }
      if (turn !== this.#turn) return;
      this.awaitServer();
      const choice = this.#choice;
      if (this.matches(ADVANCED)) this.#loadTools();
      const found = await (src === null
        ? findCard(choice.base ?? this.baseUrl, drug, choice)
        : this.client.use(async (reader) => (await reader.script('tools')).readMarkdown(this.client, src, fetchFile)));
      // Of many cards, each is made in a task of its own, so that the page answers in between.
      await globalThis.scheduler?.yield?.();
      if (turn === this.#turn) await this.#present(found, true);
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
    }
  }

  /** @param {Message} message @override */
  slow(message) {
    this.#problem.append(make('p', 'error-text', this.say(message)));
  }

  /**
   * Shows `nodes` and what belongs to the status. Without a card, the content of the page stays.
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
   * @param {Shown} found
   * @param {boolean} [fresh] whether it was just loaded
   */
  #show(found, fresh = false) {
    const article = render(
      found.tree,
      this.#settings.headingLevel,
      this.#tools?.rich,
      this.#choice.base ?? this.baseUrl,
    );
    // Text without a language counts as English, as in the index. Its direction is its own, not that of the page.
    article.lang ||= found.lang ?? 'en';
    article.dir ||= 'auto';
    this.#warning = [...article.querySelectorAll('details[open]')];
    const name = article.querySelector('.name');
    if (name) {
      name.id = 'drug-card-name';
      // Two cards on one page are told apart by their names, and so are their lists of links.
      for (const part of [article, article.querySelector('nav')]) part?.setAttribute('aria-labelledby', name.id);
    }
    const source = article.querySelector('.source') ?? article.appendChild(make('p', 'source'));
    source.replaceChildren(this.say(found.source));
    source.before(slot('disclaimer'));
    source.after(make('p', 'printed'));
    this.#tools?.arrange(this, this.#settings, article, found);
    this.#shown = found;
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
    this.#pendingAnchor = null;
    this.#enter('error', errorBox(this, error));
    this.report(thrown);
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const target = /** @type {Element} */ (event.target);
    const details = target.closest('summary')?.closest('details');
    if (details) this.emit('drug-toggle', { section: details.id || details.parentElement?.id, open: !details.open });
    const link = target.closest('a');
    // A link that leaves the card is the browser's.
    if (!link || link.rel || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const slug = link.dataset.card;
    // A link inside the card scrolls the card and does not change the address of the page.
    if (!slug) return this.scrollToSection(link.hash.slice(1));
    const { base } = this.#choice;
    const hit = { slug, anchor: '', title: link.textContent ?? '', kind: 'head', asked: '', url: '', base };
    if (this.emit('drug-select', { hit }, true)) this.show(hit);
  }

  #settleAnchor() {
    const anchor = this.#pendingAnchor;
    if (anchor === null || this.status !== 'ready') return;
    this.#pendingAnchor = null;
    const part = anchor ? this.shadow.getElementById(anchor) : null;
    const target = part?.querySelector('summary, .section-heading') ?? part ?? this.#content.querySelector('.name');
    if (!(target instanceof HTMLElement)) return;
    openAround(part?.closest('details') ?? part?.querySelector('.fold'));
    if (target.localName !== 'summary') target.tabIndex = -1;
    // A frame that opens with a section in its address leaves the focus to the page around it.
    if (self === top || document.hasFocus()) target.focus({ preventScroll: true });
    (part ?? this).scrollIntoView({ block: 'start' });
  }
}

/** The level of a heading, 1 to 6. @param {string} text */
export const asLevel = (text) => level(0, Math.trunc(Number(text)) || 2);

/** A number that is not negative. @param {string} text */
export const asDays = (text) => Math.max(0, Number(text)) || 0;

mirror(DrugCardElement, {
  drug: asText,
  src: asText,
  base: asText,
  headingLevel: asLevel,
  sections: asText,
  order: oneOf('use', 'source', 'patient'),
  collapsible: null,
  open: asText,
  loading: oneOf('eager', 'lazy'),
  variant: oneOf('', 'summary', 'inline'),
  href: asText,
  tools: null,
  print: oneOf('all', 'large'),
  staleAfter: asDays,
  reportHref: asText,
});

/** Defines `<drug-card>`. */
export function defineCard() {
  define('drug-card', DrugCardElement);
}
