// Shows the results of a search below its field and lets the reader choose one. It comes with the search core.

/**
 * @import { Hit, SearchResults } from '../bundle/result-types.js'
 * @import { DrugCardElement } from '../elements/drug-card-element.js'
 * @import { Choice, DrugSearchElement, Settings } from '../elements/drug-search-element.js'
 * @import { Message } from '../i18n/messages.js'
 *
 * @typedef {object} Field the parts of the element that this works on
 * @property {HTMLElement} label
 * @property {HTMLInputElement} input
 * @property {HTMLElement} list
 * @property {HTMLElement} popup list and status
 * @property {HTMLElement} empty shown if nothing was found
 * @property {(open: boolean) => void} reveal shows or hides the list
 * @property {(nodes: () => (Node | string)[]) => void} announce sets the status text
 * @property {Settings} settings
 *
 * @typedef {object} Results what shows the results of a search
 * @property {{query: string, results: SearchResults} | null} shown
 * @property {string} [entered]
 * @property {() => void} update
 * @property {(open: boolean) => void} place
 * @property {() => void} hide
 * @property {(query: string, late: () => boolean) => Promise<void>} ask
 */

import { make } from '../elements/dom.js';
import { askedFor, byName, chosen, counts, gaps, groups, isCut, pageOf, sentences } from './answers.js';
import { combobox } from './combobox.js';
import { Filters } from './filters.js';
import { highlightFound, wordsOf } from './found-words.js';
import { appUrl, hitUrl } from './hit-url.js';
import { parts } from './option-parts.js';
import { Placement } from './placement.js';
import styles from './results.css.js';

/** The most answers that a reader gets at once: all of one page. */
const ALL = 200;

/** The list of one `<drug-search>`. */
export class ResultsPopup {
  #search;
  #field;
  #combobox;
  #placement;
  /** The sentences above the list. The status has them too: it is announced. */ #said = make('div', 'said');
  /** Narrows the results of a list. */ #filters;
  /** Of which query all answers are shown. */ #allOf = '';
  /** The words that matched, for the card that is opened. @type {WeakMap<Choice, Set<string>>} */ #words =
    new WeakMap();
  /** The last complete results and their query. @type {{query: string, results: SearchResults} | null} */ shown = null;
  /** For which query Enter was pressed before its results came. @type {string | undefined} */ entered;
  /** What opens each folded group. @type {WeakMap<Element, () => void>} */ #folds = new WeakMap();
  /** The groups that the reader has opened, for one query. */ #unfolded = new Set();
  #unfoldedFor = '';
  /** What is said above the list. @type {Message[]} */ #sentences = [];
  /** The hit of each option. @type {WeakMap<Element, Choice>} */ #hits = new WeakMap();

  /**
   * @param {DrugSearchElement} search
   * @param {Field} field
   */
  constructor(search, field) {
    this.#search = search;
    this.#field = field;
    search.adoptStyles(styles);
    const { label, input, list, popup } = field;
    label.id = 'label';
    list.id = 'list';
    list.setAttribute('aria-labelledby', label.id);
    this.update();
    this.#placement = new Placement(search, input, popup);
    this.#filters = new Filters(search, () => this.#again());
    list.before(this.#said, this.#filters.element);
    const origin = 'Information only, not medical advice. Each card says where its text comes from.';
    list.after(make('div', 'origin', search.say(origin)));
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
      const option = /** @type {Element} */ (/** @type {Element} */ (event.target).closest('.option'));
      const hit = this.#hits.get(option);
      this.#folds.get(option)?.();
      // The browser opens a link in a new tab by itself.
      if (!hit || (this.#listMode && (event.ctrlKey || event.metaKey))) return;
      event.preventDefault();
      this.#select(hit);
    });
  }

  /** Gives the parts their roles, which depend on the mode. */
  update() {
    const { input, list } = this.#field;
    list.role = this.#listMode ? null : 'listbox';
    if (this.#listMode) input.removeAttribute('aria-controls');
    else input.setAttribute('aria-controls', list.id);
  }

  get #listMode() {
    return this.#field.settings.mode === 'list';
  }

  /** Places the list next to its field, above everything else of the page. @param {boolean} open */
  place(open) {
    this.#placement.set(open && !this.#listMode);
  }

  /** Empties the list. */
  hide() {
    this.#field.list.replaceChildren();
    this.#said.replaceChildren();
    this.#combobox.expand(false);
    this.shown = null;
  }

  /** Shows the last results again. */
  #again() {
    if (this.shown) this.#show(this.shown.query, this.shown.results, this.#sentences);
  }

  /**
   * Searches and shows the results; throws if not even names can be searched.
   * @param {string} query
   * @param {() => boolean} late whether there is a newer query
   */
  async ask(query, late) {
    const search = this.#search;
    const { scope } = this.#field.settings;
    const limit = this.#allOf === query ? ALL : this.#field.settings.limit;
    const { client } = search;
    const start = performance.now();
    /** @type {SearchResults | null} */ let results = null;
    // Names need no Wasm: they can be shown while the search core is still loading.
    const named = client.names().then(async (names) => {
      const found = {
        ...(await byName(names, scope === 'answers' ? '' : query, limit)),
        missing: names.missing,
      };
      if (!client.ready && !results && !late()) this.#show(query, found, []);
      return found;
    });
    /** What does not work. @type {Message[]} */ let why = [];
    try {
      [results] = await Promise.all([client.search(query, limit, scope), named]);
      if (late()) return;
    } catch (thrown) {
      results = await named.catch(() => null);
      if (late()) return;
      if (!results) throw thrown;
      why = search.report(thrown).messages;
    }
    const without = gaps(results);
    if (!why.length) for (const { error } of results.missing ?? []) search.report(error);
    this.shown = { query, results };
    const degraded = why.length > 0;
    const said = (this.#sentences = sentences(query, results, scope, degraded));
    const count = this.#show(query, results, said, isCut(results, limit));
    const shown = results;
    const { medicines, answers, different, total } = results;
    const say = (/** @type {Message[]} */ all) => all.flatMap((message) => [search.say(message), ' ']);
    this.#field.announce(() => [
      make('span', 'why', ...say([...why, ...without])),
      ...(count
        ? [
            // Above the list for those who see it.
            ...(said.length ? [make('span', 'heard', ...say(said))] : []),
            search.say(counts(shown, limit)),
            ...(this.#listMode
              ? []
              : [make('span', 'keys', ' · ', search.say('↑↓ to move, Enter to open, Esc to close'))]),
          ]
        : say(said)),
    ]);
    this.#field.empty.hidden = count > 0;
    // A search by name alone is ready too.
    search.enter('ready', (degraded || without.length > 0) && 'degraded', 'open', !count && 'empty');
    search.emit('drug-results', {
      query,
      total,
      hits: [...medicines, ...answers],
      different,
      ms: performance.now() - start,
    });
    this.#keepInAddress(query);
    if (this.entered === query) this.#choose(null);
  }

  /** Writes the query to the address of the page, where the page asks for it. @param {string} query */
  #keepInAddress(query) {
    const { queryParam } = this.#field.settings;
    const { view } = this.#search;
    if (!queryParam || !view) return;
    const address = new URL(view.location.href);
    address.searchParams.set(queryParam, query);
    // A frame without an origin may not.
    if (self.origin !== 'null') view.history.replaceState(view.history.state, '', address);
  }

  /**
   * Shows results and returns the number of options.
   * @param {string} query
   * @param {SearchResults} results
   * @param {Message[]} said
   * @param {boolean} [cut] whether there may be more answers
   */
  #show(query, results, said, cut = false) {
    const listMode = this.#listMode;
    const shown = listMode ? this.#filters.apply(query, results) : results;
    const active = this.#combobox.active();
    const kept = active && this.#hits.get(active);
    const asked = askedFor(query, results);
    /** @type {HTMLElement | null} */ let again = null;
    let count = 0;
    /** @param {Hit} found */
    const option = (found) => {
      const hit = this.#choice(found, asked);
      const element = make(listMode ? 'a' : 'div', 'option', ...parts(found, this.#search));
      if (listMode) element.setAttribute('href', hit.url);
      else element.role = 'option';
      element.id = `option-${++count}`;
      // A hit is in the language of its bundle, whatever the language of the page.
      Object.assign(element, { lang: found.lang ?? (this.#search.client.lang || 'en'), dir: 'auto' });
      this.#hits.set(element, hit);
      if (kept && pageOf(kept) === pageOf(found) && kept.anchor === hit.anchor) again ??= element;
      return element;
    };
    if (query !== this.#unfoldedFor) this.#unfolded.clear();
    this.#unfoldedFor = query;
    const nodes = groups(shown).map(({ label, hits, folded }, number) => {
      const name = String(label);
      const fold = folded && !this.#unfolded.has(name);
      const heading = make(
        fold && listMode ? 'button' : 'div',
        fold ? 'option more' : 'group-label',
        this.#search.say(label),
      );
      heading.id = `label-${number}`;
      if (fold) {
        if (!listMode) heading.role = 'option';
        this.#folds.set(heading, () => {
          this.#unfolded.add(name);
          this.#show(query, results, said, cut);
          const first = this.#field.list.querySelector(`[aria-labelledby="${heading.id}"] .option`);
          if (listMode) /** @type {HTMLElement | null} */ (first)?.focus();
          else this.#combobox.activate(/** @type {HTMLElement | null} */ (first));
        });
      }
      const element = make('div', 'group', heading, ...(fold ? [] : hits.map(option)));
      element.role = 'group';
      element.setAttribute('aria-labelledby', heading.id);
      return element;
    });
    this.#field.list.replaceChildren(...nodes, ...(listMode && cut ? [this.#more(query, count)] : []));
    // Without options, the status alone says them.
    this.#said.replaceChildren(
      ...(count ? said.map((message) => make('div', 'sentence', this.#search.say(message))) : []),
    );
    this.#field.reveal(true);
    this.place(true);
    if (!listMode) this.#combobox.expand(count > 0);
    this.#combobox.activate(again);
    return count;
  }

  /**
   * The button that shows all answers.
   * @param {string} query
   * @param {number} count of the options before it
   */
  #more(query, count) {
    const button = make('button', 'all', this.#search.say('Show all answers'));
    button.type = 'button';
    button.addEventListener('click', async () => {
      this.#allOf = query;
      await this.ask(query, () => this.#search.value !== query);
      /** @type {HTMLElement | null} */ (this.#field.list.querySelector(`#option-${count + 1}`))?.focus();
    });
    return button;
  }

  /**
   * Chooses the active option. Without one, the query must name the medicine.
   * @param {HTMLElement | null} option
   */
  #choose(option) {
    const search = this.#search;
    this.entered = undefined;
    // Results of an older query open nothing.
    const current = this.shown?.query === search.value;
    const results = current ? this.shown?.results : undefined;
    const found = results && chosen(results);
    const hit = option ? this.#hits.get(option) : found && this.#choice(found, askedFor(search.value, results));
    if (hit) return this.#select(hit);
    if (option) return this.#folds.get(option)?.();
    if (search.status === 'loading' && !current) {
      this.entered = search.value;
      return;
    }
    search.send();
  }

  /**
   * @param {Hit} found
   * @param {Map<string, string>} asked what the reader asked for, by page
   * @returns {Choice}
   */
  #choice(found, asked) {
    const { slug, title, anchor = '', kind = 'medicine', base, collection } = found;
    const from = base && { base, collection };
    const hit = { slug, anchor, title, kind, asked: asked.get(pageOf(found)) ?? '', url: this.#url(found), ...from };
    this.#words.set(hit, wordsOf(found));
    return hit;
  }

  /** @param {Choice} hit */
  #select(hit) {
    const search = this.#search;
    const { htmlFor, target, selectQuery } = this.#field.settings;
    const ranks = [...this.#field.list.querySelectorAll('.option')].map((option) => this.#hits.get(option));
    const rank = ranks.findIndex((one) => one?.slug === hit.slug && one.anchor === hit.anchor) + 1;
    const query = search.value;
    const detail = { hit, rank, queryLength: query.length, ...(selectQuery && { query }) };
    const wanted = search.emit('drug-select', detail, true);
    search.hide();
    if (!wanted) return;
    const root = /** @type {Document | ShadowRoot} */ (search.getRootNode());
    const card = /** @type {DrugCardElement | null} */ (
      htmlFor ? root.getElementById(htmlFor) : target ? root.querySelector(target) : null
    );
    const named = htmlFor || target;
    if (named && !card?.show) console.warn(`drug-search: expected a drug-card at "${named}", but there is none.`);
    const found = (/** @type {DrugCardElement | undefined} */ shown) =>
      shown && highlightFound(shown, hit.anchor, this.#words.get(hit) ?? new Set());
    if (card?.show) {
      card.show(hit);
      found(card);
      return;
    }
    const { view } = search;
    if (!view) return;
    // A page that shows the card by the fragment of its address, as the app page does.
    const follow = () => {
      /** @type {NodeListOf<DrugCardElement & {drug: string}>} */
      const cards = view.document.querySelectorAll('drug-card');
      found([...cards].find(({ drug }) => drug === hit.slug));
    };
    view.addEventListener('hashchange', follow, { once: true });
    view.location.assign(hit.url);
  }

  /**
   * Where the page, or else the bundle, wants hits to lead. A search by name knows no path: its hits lead to the app page.
   * @param {Hit} found
   */
  #url(found) {
    const { client } = this.#search;
    const { base = client.base, template = client.template } = found;
    const wanted = this.#field.settings.hrefTemplate || template;
    return (found.path || !/{path}/.test(wanted) ? hitUrl(wanted, found) : '') || appUrl(base, found);
  }
}
