// Owns failures: a code to act on, a sentence for the reader, a hint for whoever runs the page.

import { english } from '../i18n/messages.js';

/**
 * @typedef {import('../i18n/messages.js').Words} Words
 * @typedef {import('../i18n/messages.js').Part} Part
 * @typedef {'not-found'|'network'|'http'|'bad-data'|'stale-mix'|'csp-wasm'|'no-wasm'|'wasm-http'|'trap'|'timeout'} Code
 */

/** What another try does not mend: no such medicine, no WebAssembly. */
const LASTING = /^(no|csp)/;

/** The way out of damage. */
const AGAIN = 'Copy or build the whole bundle again, with one version of drug-card.';

/** Absence is never safety. */
/** @type {import('../i18n/messages.js').Key} */
export const NO_STATEMENT = 'That is not a statement about safety.';

/** What an error says, as a part of another sentence. @param {any} error @returns {any} */
export const said = ({ words, message }) => [words ?? message].flat();

/** A failure the elements show and report. */
export class DrugError extends Error {
  /** Whether the list of files may be at fault, whatever the code says. */
  stale = false;

  /**
   * @param {Code} code
   * @param {Words} words what happened, in a sentence for the reader
   * @param {string} [hint] what the owner of the page can do; it is English, as the documentation is
   * @param {readonly string[]} [similar] names that are like the one asked for, each another medicine
   */
  constructor(code, words, hint = '', similar = []) {
    super(english(words));
    this.name = 'DrugError';
    this.code = code;
    this.words = words;
    this.hint = hint;
    this.similar = similar;
  }

  /** Whether trying again may help. */
  get passing() {
    return !LASTING.test(this.code);
  }

  /** All there is to say: what happened and, where there is one, the hint with its address. @returns {Words[]} */
  get told() {
    return [this.words, ...(this.hint ? [/** @type {any} */ (['For the owner of this page: {0}', [this.hint]])] : [])];
  }
}

/**
 * Bytes that are not what they should be.
 * @param {Words} words
 * @param {string} [hint]
 * @param {Code} [code]
 */
export function bad(words, hint = AGAIN, code = 'bad-data') {
  return new DrugError(code, words, hint);
}

/**
 * @param {import('../i18n/messages.js').Key} trouble
 * @param {Part} expected
 * @param {Part | undefined} came
 * @param {Code} [code]
 */
export function unexpected(trouble, expected, came = ['none'], code) {
  return bad([trouble, expected, came], AGAIN, code);
}

/**
 * @param {Part} expected
 * @param {Part} [came]
 */
export function damaged(expected, came) {
  return unexpected('This card is damaged and is not shown: expected {0}, but {1} came.', expected, came);
}

/**
 * Whatever was thrown, as a DrugError; the cores throw plain data with the words for it.
 * @param {any} error
 * @returns {DrugError}
 */
export function asDrugError(error) {
  if (error instanceof DrugError) return error;
  const { code, message = error, hint } = error ?? {};
  return hint ? new DrugError(code, message, hint) : bad(['This could not be shown: {0}.', String(message)], '');
}
