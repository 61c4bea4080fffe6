// Owns failures: a code to act on, a sentence for the reader, a hint for whoever runs the page.

/**
 * @typedef {'not-found'|'network'|'http'|'bad-data'|'stale-mix'|'csp-wasm'|'no-wasm'|'wasm-http'|'trap'|'timeout'} Code
 */

/** Failures that another try may mend. */
const PASSING = ['bad-data', 'network', 'http', 'timeout', 'wasm-http', 'trap', 'stale-mix'];

/** The way out of damage. */
const AGAIN = 'Copy or build the whole bundle again, with one version of drug-card.';

/** Absence is never safety. */
export const NO_STATEMENT = 'That is not a statement about safety.';

/** A failure the elements show and report. */
export class DrugError extends Error {
  /** Whether the list of files may be at fault, whatever the code says. */
  stale = false;

  /**
   * @param {Code} code
   * @param {string} message what happened, in a sentence for the reader
   * @param {string} [hint] what the owner of the page can do
   * @param {readonly string[]} [similar] names that are like the one asked for, each another medicine
   */
  constructor(code, message, hint = '', similar = []) {
    super(message);
    this.name = 'DrugError';
    this.code = code;
    this.hint = hint;
    this.similar = similar;
  }

  /** Whether trying again may help. */
  get passing() {
    return PASSING.includes(this.code);
  }

  /** The hint with its address, or nothing. */
  get advice() {
    return this.hint && `For the owner of this page: ${this.hint}`;
  }
}

/**
 * Bytes that are not what they should be.
 * @param {string} message
 * @param {string} [hint]
 * @param {Code} [code]
 */
export function bad(message, hint = AGAIN, code = 'bad-data') {
  return new DrugError(code, message, hint);
}

/**
 * @param {string} trouble
 * @param {unknown} expected
 * @param {unknown} came
 * @param {Code} [code]
 */
export function unexpected(trouble, expected, came, code) {
  return bad(`${trouble}: expected ${expected}, but ${came ?? 'none'} came.`, AGAIN, code);
}

/**
 * @param {string} expected
 * @param {unknown} came
 */
export function damaged(expected, came) {
  return unexpected('This card is damaged and is not shown', expected, came);
}

/**
 * Whatever was thrown, as a DrugError; the cores throw plain data with the words for it.
 * @param {any} error
 * @returns {DrugError}
 */
export function asDrugError(error) {
  if (error instanceof DrugError) return error;
  const { code, message = error, hint } = error ?? {};
  return hint ? new DrugError(code, message, hint) : bad(`This could not be shown: ${message}.`, '');
}
