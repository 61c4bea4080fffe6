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
 */

import { make } from '../elements/dom.js';
import { alias, askedFor, byName, counts, gaps, groups, opened, pageOf, sentences } from './answers.js';
import { combobox } from './combobox.js';
import { highlighted } from './highlight.js';
import { appUrl, hitUrl } from './hit-url.js';
import { Placement } from './placement.js';
import styles from './results.css.js';

/** The list of one `<drug-search>`. */
export class ResultsPopup {
  #search;
  #field;
  #combobox;
  #placement;
  /** The sentences above the list. The status has them too: it is announced. */ #said = make('div', 'said');
  /** The last complete results and their query. @type {{query: string, results: SearchResults} | null} */ shown = null;
  /** For which query Enter was pressed before its results came. @type {string | undefined} */ entered;
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
    list.before(this.#said);
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

  /**
   * Searches and shows the results; throws if not even names can be searched.
   * @param {string} query
   * @param {() => boolean} late whether there is a newer query
   */
  async ask(query, late) {
    const search = this.#search;
    const { limit, scope } = this.#field.settings;
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
    const said = sentences(query, results, scope, degraded);
    const count = this.#show(query, results, said);
    const shown = results;
    const { medicines, answers, different, total } = results;
    const say = (/** @type {Message[]} */ all) => all.flatMap((message) => [search.say(message), ' ']);
    this.#field.announce(() => [
      make('span', 'why', ...say([...why, ...without])),
      ...(count
        ? [
            // Above the list for those who see it.
            ...(said.length ? [make('span', 'heard', ...say(said))] : []),
            search.say(counts(shown)),
            ...(this.#listMode ? [] : [' · ', search.say('↑↓ to move, Enter to open, Esc to close')]),
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
    if (this.entered === query) this.#choose(null);
  }

  /**
   * Shows results and returns the number of options.
   * @param {string} query
   * @param {SearchResults} results
   * @param {Message[]} said
   */
  #show(query, results, said) {
    const listMode = this.#listMode;
    const active = this.#combobox.active();
    const kept = active && this.#hits.get(active);
    const asked = askedFor(query, results);
    /** @type {HTMLElement | null} */ let again = null;
    let count = 0;
    /** @param {Hit} found */
    const option = (found) => {
      const { slug, title, anchor = '', kind = 'medicine', base, collection } = found;
      const from = base && { base, collection };
      const hit = { slug, anchor, title, kind, asked: asked.get(pageOf(found)) ?? '', url: this.#url(found), ...from };
      const url = listMode && hit.url;
      const element = make(url ? 'a' : listMode ? 'button' : 'div', 'option', ...parts(found, this.#search));
      if (url) element.setAttribute('href', url);
      if (!listMode) element.role = 'option';
      element.id = `option-${++count}`;
      // A hit is in the language of its bundle, whatever the language of the page.
      Object.assign(element, { lang: found.lang ?? (this.#search.client.lang || 'en'), dir: 'auto' });
      this.#hits.set(element, hit);
      if (kept && pageOf(kept) === pageOf(found) && kept.anchor === anchor) again ??= element;
      return element;
    };
    const nodes = groups(results).map(([label, found]) => {
      const heading = make('div', 'group-label', this.#search.say(label));
      heading.id = `label-${count}`;
      const element = make('div', 'group', heading, ...found.map(option));
      element.role = 'group';
      element.setAttribute('aria-labelledby', heading.id);
      return element;
    });
    this.#field.list.replaceChildren(...nodes);
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
   * Chooses the active option. Without one, the query must name the medicine.
   * @param {HTMLElement | null} option
   */
  #choose(option) {
    const search = this.#search;
    this.entered = undefined;
    // Results of an older query open nothing.
    const current = this.shown?.query === search.value;
    const named = current && this.shown && opened(this.shown.results);
    const chosen = option ?? (named && this.#field.list.querySelector('.option'));
    const hit = chosen && this.#hits.get(chosen);
    if (hit) return this.#select(hit);
    if (search.status === 'loading' && !current) {
      this.entered = search.value;
      return;
    }
    search.send();
  }

  /** @param {Choice} hit */
  #select(hit) {
    const search = this.#search;
    const wanted = search.emit('drug-select', { hit }, true);
    search.hide();
    if (!wanted) return;
    const { htmlFor, target } = this.#field.settings;
    const root = /** @type {Document | ShadowRoot} */ (search.getRootNode());
    const card = /** @type {Partial<DrugCardElement> | null} */ (
      htmlFor ? root.getElementById(htmlFor) : target ? root.querySelector(target) : null
    );
    if (card?.show) card.show(hit);
    else search.view?.location.assign(hit.url);
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

/**
 * The content of an option: the medicine, why it was found if its title does not show that, the section and the whole text.
 * @param {Hit} found
 * @param {DrugSearchElement} search
 */
function parts(found, search) {
  const { title, match, via, line, kind, heading = '', text = '', ranges = [], headingRanges = [] } = found;
  // Two bundles may have different pages of the same medicine.
  const from = Object.hasOwn(found, 'collection') ? found.collection : '';
  const part = (/** @type {string} */ name, /** @type {(Node | string)[]} */ ...words) =>
    make('span', `option-${name}`, ...words);
  // An own property, not what a page has added to Object.prototype.
  if (Object.hasOwn(found, 'text')) {
    const [words, body] = [highlighted(heading, headingRanges), part('text', ...highlighted(text, ranges))];
    const meta = from ? `${from} · ${title}` : title;
    return kind === 'faq'
      ? [part('meta', `${meta} · `, search.say('FAQ')), part('title', ...words), body]
      : [part('meta', `${meta} · `, ...words), body];
  }
  const other = alias({ title, match, via });
  /** @type {Message | undefined} */
  const why = other ? ['also called {0}', other] : match === 'ingredient' && via ? ['contains {0}', via] : undefined;
  return [
    ...(from ? [part('meta', from)] : []),
    part('title', title),
    ...(why ? [part('via', search.say(why))] : []),
    ...(line ? [part('text', line)] : []),
  ];
}
