// Shows the field for a search inside a card, in the strip that stays in sight.

/** @import { DrugCardElement } from '../elements/drug-card-element.js' */

import { exposed, make } from '../elements/dom.js';
import { Finder } from './finder.js';
import { counted } from './words.js';

/** The least number of letters that is searched for. */
const LEAST = 2;

/** @type {WeakMap<DrugCardElement, Finder>} */
const finders = new WeakMap();

/**
 * Opens the field, or moves the focus to it.
 * @param {DrugCardElement} card
 * @param {HTMLElement} opener gets the focus back
 */
export function openBar(card, opener) {
  const strip = card.shadow.querySelector('.card > .strip');
  const old = strip?.querySelector('.find input');
  if (!strip || old instanceof HTMLElement) return old instanceof HTMLElement && old.focus();
  const finder = finders.get(card) ?? new Finder(card);
  finders.set(card, finder);
  const input = make('input');
  input.type = 'search';
  input.autocomplete = 'off';
  input.spellcheck = false;
  input.enterKeyHint = 'search';
  const count = make('span', 'find-count');
  count.role = 'status';
  const label = make('label', '', card.say('Find in this card'));
  input.id = 'find-in-card';
  label.htmlFor = input.id;
  const show = () =>
    count.replaceChildren(
      ...(input.value.trim().length < LEAST ? [] : [card.say(counted(finder, input.value.trim()))]),
    );
  const go = (/** @type {number} */ by) => {
    if (input.value.trim().length < LEAST) return;
    finder.go(by);
    show();
  };
  const button = (
    /** @type {'↑' | '↓' | '×'} */ sign,
    /** @type {'Previous match' | 'Next match' | 'Close'} */ name,
    /** @type {() => void} */ act,
  ) => {
    const signed = make('span', '', sign);
    signed.ariaHidden = 'true';
    const made = exposed(make('button', 'tool', signed, make('span', 'heard', card.say(name))));
    made.type = 'button';
    made.addEventListener('click', act);
    return made;
  };
  const close = () => {
    finder.clear();
    bar.remove();
    opener.focus();
  };
  const bar = make(
    'div',
    'find',
    label,
    input,
    count,
    button('↑', 'Previous match', () => go(-1)),
    button('↓', 'Next match', () => go(1)),
    button('×', 'Close', close),
  );
  bar.role = 'search';
  input.addEventListener('input', () => {
    if (input.value.trim().length < LEAST) finder.clear();
    else finder.find(input.value, true);
    show();
  });
  bar.addEventListener('keydown', (event) => {
    const { key, shiftKey, isComposing } = event;
    if (isComposing || !/^(Enter|Escape)$/.test(key)) return;
    if (key === 'Enter' && event.target !== input) return;
    event.preventDefault();
    if (key === 'Escape') close();
    else go(shiftKey ? -1 : 1);
  });
  strip.append(bar);
  input.focus();
}
