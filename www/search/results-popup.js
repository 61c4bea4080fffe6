// Owns the list below a search field: asking, groups, marks, choice by key or pointer. It comes with the search program.

import { make } from '../elements/dom.js';
import { absence, alias, byName, counts, gaps, groups, NAMED, only, place } from './answers.js';
import { combobox } from './combobox.js';
import { marked } from './highlight.js';
import { link } from './hit-url.js';
import styles from './results.css.js';

/**
 * @typedef {import('../bundle/bundle-client.js').Answer} Answer
 * @typedef {import('./answers.js').Found} Found
 * @typedef {import('../elements/drug-search-element.js').DrugSearchElement} Search
 * @typedef {import('../elements/drug-search-element.js').Hit} Hit
 *
 * @typedef {object} Field what the element lends
 * @property {HTMLInputElement} input
 * @property {HTMLElement} list
 * @property {HTMLElement} empty shown where nothing is found
 * @property {(open: boolean) => void} reveal shows and hides the list
 * @property {(nodes: () => (Node | string)[]) => void} tell says in words what is there
 * @property {import('../elements/drug-search-element.js').Settings} settings
 */

/** The styles of the list, read with the first. @type {CSSStyleSheet | undefined} */
let sheet;

/** What one `<drug-search>` has found. */
export class Results {
  #search;
  #field;
  #combobox;
  /** The last whole answer and its query. @type {{query: string, answer: Answer} | null} */ shown = null;
  /** What a shown option stands for. @type {WeakMap<Element, Hit>} */ #hits = new WeakMap();

  /**
   * @param {Search} search
   * @param {Field} field
   */
  constructor(search, field) {
    this.#search = search;
    this.#field = field;
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(styles);
    }
    search.shadow.adoptedStyleSheets = [...search.shadow.adoptedStyleSheets, sheet];
    const { input, list } = field;
    this.#combobox = combobox(input, list, {
      isOpen: () => search.open && !this.#listMode,
      open: () => search.show(),
      close: () => search.hide(),
      clear: () => search.clear(),
      choose: (option) => this.#choose(option),
    });
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

  get #listMode() {
    return this.#field.settings.mode === 'list';
  }

  /** Forgets what was found. */
  hide() {
    this.#field.list.replaceChildren();
    this.#combobox.expand(false);
    this.shown = null;
  }

  /**
   * Asks and shows; throws where not even names can be searched.
   * @param {string} query
   * @param {() => boolean} late whether something newer was asked
   */
  async ask(query, late) {
    const search = this.#search;
    const { limit, scope } = this.#field.settings;
    const { engine } = search;
    const start = performance.now();
    /** @type {Answer | null} */ let answer = null;
    // Names need no Wasm: they are there while the search core is still on its way.
    const named = engine.names().then(async (names) => {
      const found = {
        ...only(scope === 'answers' ? [] : await byName(names, query, limit)),
        missing: /** @type {any} */ (names).missing,
      };
      if (!engine.ready && !answer && !late()) this.#show(found);
      return found;
    });
    /** What does not work, in words. @type {import('../i18n/messages.js').Words[]} */ let why = [];
    try {
      [answer] = await Promise.all([engine.search(query, limit, scope), named]);
      if (late()) return;
    } catch (thrown) {
      answer = await named.catch(() => null);
      if (late()) return;
      if (!answer) throw thrown;
      why = search.report(thrown).told;
    }
    const without = gaps(answer);
    if (!why.length) for (const { error } of answer.missing ?? []) search.report(error);
    this.shown = { query, answer };
    const count = this.#show(answer);
    const { medicines, answers, different, total } = answer;
    const say = (/** @type {import('../i18n/messages.js').Words[]} */ all) =>
      all.flatMap((words) => [search.say(words), ' ']);
    const degraded = why.length > 0;
    this.#field.tell(() => [
      make('span', 'why', ...say([...why, ...without])),
      ...say(absence(query, answer, degraded)),
      ...(count
        ? [
            search.say(counts(answer)),
            ...(this.#listMode ? [] : [' · ', search.say('↑↓ to move, Enter to open, Esc to close')]),
          ]
        : []),
    ]);
    this.#field.empty.hidden = count > 0;
    // With names alone it is ready too.
    search.enter('ready', (degraded || without.length > 0) && 'degraded', 'open', !count && 'empty');
    search.emit('drug-results', {
      query,
      total,
      hits: [...medicines, ...answers],
      different,
      ms: performance.now() - start,
    });
  }

  /**
   * Shows `answer` and gives the number of options.
   * @param {Answer} answer
   */
  #show(answer) {
    const listMode = this.#listMode;
    const active = this.#combobox.active();
    const kept = active && this.#hits.get(active);
    const asked = new Map(answer.medicines.map((medicine) => [place(medicine), alias(medicine)]));
    /** @type {HTMLElement | null} */ let again = null;
    let count = 0;
    /** @param {Found} found */
    const option = (found) => {
      const { slug, title, anchor = '', kind = 'medicine', base, collection } = found;
      const from = base && { base, collection };
      const hit = { slug, anchor, title, kind, asked: asked.get(place(found)) ?? '', url: this.#url(found), ...from };
      const url = listMode && hit.url;
      const element = make(url ? 'a' : listMode ? 'button' : 'div', 'option', ...parts(found, this.#search));
      if (url) element.setAttribute('href', url);
      if (!listMode) element.role = 'option';
      element.id = `option-${++count}`;
      // What was found is in the language of its bundle, whatever the page is in.
      Object.assign(element, { lang: found.lang ?? (this.#search.engine.lang || 'en'), dir: 'auto' });
      this.#hits.set(element, hit);
      if (kept && place(kept) === place(found) && kept.anchor === anchor) again ??= element;
      return element;
    };
    const nodes = groups(answer).map(([label, found]) => {
      const heading = make('div', 'group-label', this.#search.say(label));
      heading.id = `label-${count}`;
      const element = make('div', 'group', heading, ...found.map(option));
      element.role = 'group';
      element.setAttribute('aria-labelledby', heading.id);
      return element;
    });
    this.#field.list.replaceChildren(...nodes);
    this.#field.reveal(true);
    if (!listMode) this.#combobox.expand(count > 0);
    this.#combobox.activate(again);
    return count;
  }

  /**
   * Enter: the option the arrows stand on; without one, only a medicine that is named and alone.
   * @param {HTMLElement | null} option
   */
  #choose(option) {
    // What is shown may answer an older query: nothing is opened on its account.
    const [first, ...others] = this.shown?.query === this.#search.value ? this.shown.answer.medicines : [];
    const named = first && NAMED.includes(first.match) && !others.length;
    const chosen = option ?? (named && this.#field.list.querySelector('.option'));
    const hit = chosen && this.#hits.get(chosen);
    if (hit) this.#select(hit);
  }

  /** @param {Hit} hit */
  #select(hit) {
    const search = this.#search;
    const wanted = search.emit('drug-select', { hit }, true);
    search.hide();
    if (!wanted) return;
    const { htmlFor, target } = this.#field.settings;
    const place = /** @type {Document | ShadowRoot} */ (search.getRootNode());
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
    const { engine } = this.#search;
    const { base = engine.base, template = engine.template } = found;
    const wanted = this.#field.settings.hrefTemplate || template;
    return link(found.path || !/{path}/.test(wanted) ? wanted : `${base}index.html#/drug/{slug}`, found);
  }
}

/**
 * The medicine, why it is here where its title does not say it, and the section; then the whole text.
 * @param {Found} found
 * @param {Search} search
 */
function parts(found, search) {
  const { title, match, via, line, kind, heading, text, ranges, headingRanges } = found;
  // Two bundles may have the same medicine, and differ.
  const from = Object.hasOwn(found, 'collection') ? found.collection : '';
  const part = (/** @type {string} */ name, /** @type {(Node | string)[]} */ ...words) =>
    make('span', `option-${name}`, ...words);
  // Its own: not what a page has put on Object.prototype.
  if (Object.hasOwn(found, 'text')) {
    const [words, body] = [marked(heading, headingRanges), part('text', ...marked(text, ranges))];
    const meta = from ? `${from} · ${title}` : title;
    return kind === 'faq'
      ? [part('meta', `${meta} · `, search.say('FAQ')), part('title', ...words), body]
      : [part('meta', `${meta} · `, ...words), body];
  }
  const other = alias({ title, match, via });
  /** @type {import('../i18n/messages.js').Words | '' | null} */
  const why = other ? ['also called {0}', other] : match === 'ingredient' && via && ['contains {0}', via];
  return [
    ...(from ? [part('meta', from)] : []),
    part('title', title),
    ...(why ? [part('via', search.say(why))] : []),
    ...(line ? [part('text', line)] : []),
  ];
}
