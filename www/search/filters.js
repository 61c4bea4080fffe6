// Narrows the answers of a list of results to one section or one medicine.

/**
 * @import { AnswerHit, SearchResults } from '../bundle/result-types.js'
 * @import { DrugSearchElement } from '../elements/drug-search-element.js'
 */

import { make } from '../elements/dom.js';
import { pageOf } from './answers.js';

/** A section by its kind, since pages may give it headings of their own. @param {AnswerHit} answer */
const sectionOf = ({ kind }) => kind;

/** The two choices above a list. */
export class Filters {
  /** Both choices, without what there is nothing to choose from. */ element = make('div', 'filters');
  #search;
  #changed;
  /** @type {Record<'section' | 'medicine', string>} */ #chosen = { section: '', medicine: '' };
  #query = '';

  /**
   * @param {DrugSearchElement} search
   * @param {() => void} changed called when the reader chooses
   */
  constructor(search, changed) {
    this.#search = search;
    this.#changed = changed;
  }

  /**
   * The results that were chosen. Another query begins with all of them.
   * @param {string} query
   * @param {SearchResults} results
   * @returns {SearchResults}
   */
  apply(query, results) {
    if (query !== this.#query) this.#chosen = { section: '', medicine: '' };
    this.#query = query;
    const { section, medicine } = this.#chosen;
    const { answers } = results;
    this.element.replaceChildren(
      ...this.#select('section', answers, sectionOf, ({ kind, heading }) =>
        kind === 'faq' ? this.#search.say('FAQ') : heading,
      ),
      ...this.#select('medicine', answers, pageOf, ({ title }) => title),
    );
    return {
      ...results,
      answers: answers.filter(
        (answer) => (!section || sectionOf(answer) === section) && (!medicine || pageOf(answer) === medicine),
      ),
    };
  }

  /**
   * @param {'section' | 'medicine'} name
   * @param {AnswerHit[]} answers
   * @param {(answer: AnswerHit) => string} keyOf
   * @param {(answer: AnswerHit) => Node | string} nameOf
   */
  #select(name, answers, keyOf, nameOf) {
    const values = new Map(answers.map((answer) => [keyOf(answer), answer]));
    if (values.size < 2) return [];
    const option = (/** @type {string} */ value, /** @type {Node | string} */ words) =>
      Object.assign(make('option', '', words), { value });
    const all = this.#search.say(name === 'section' ? 'All sections' : 'All medicines');
    const select = make(
      'select',
      'filter',
      option('', all),
      ...[...values].map(([value, answer]) => option(value, nameOf(answer))),
    );
    select.value = this.#chosen[name];
    select.addEventListener('change', () => {
      this.#chosen[name] = select.value;
      this.#changed();
      /** @type {HTMLElement | null} */ (this.element.querySelector(`[name="${name}"]`))?.focus();
    });
    select.name = name;
    return [make('label', 'filter-label', this.#search.say(name === 'section' ? 'Section' : 'Medicine'), ' ', select)];
  }
}
