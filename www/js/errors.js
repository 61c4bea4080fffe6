// Owns failures: a code to act on, a sentence for the reader, a hint for whoever runs the page.

/**
 * @typedef {'not-found'|'network'|'http'|'bad-data'|'stale-mix'|'csp-wasm'|'no-wasm'|'wasm-http'|'trap'|'timeout'} Code
 */

/** Failures that another try may mend. */
const PASSING = new Set(['network', 'http', 'timeout', 'wasm-http', 'trap', 'stale-mix']);

/** A failure the elements show and report. */
export class DrugError extends Error {
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
    return PASSING.has(this.code);
  }
}

/**
 * Whatever was thrown, as a DrugError.
 * @param {unknown} error
 * @returns {DrugError}
 */
export function asDrugError(error) {
  if (error instanceof DrugError) return error;
  const words = error instanceof Error ? error.message : String(error);
  return new DrugError('bad-data', `This could not be shown: ${words}.`);
}
