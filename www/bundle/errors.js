// Describes failures: a code for scripts, a message for the reader, a hint for the owner of the page.

/** @import { Message, MessageKey, MessagePart } from '../i18n/messages.js' */

import { english } from '../i18n/messages.js';

/**
 * @typedef {'not-found'|'network'|'http'|'bad-data'|'stale-mix'|'csp-wasm'|'no-wasm'|'wasm-http'|'trap'|'timeout'} Code
 */

/** Failures that another try does not change: no such medicine, no WebAssembly. */
const LASTING = /^(no|csp)/;

/** What to do about damage. */
const REBUILD = 'Copy or rebuild the bundle.';

/** Follows every statement that nothing was found. @internal @type {MessageKey} */
export const NO_STATEMENT = 'Finding nothing here does not mean it is safe.';

/**
 * The message of an error, as a part of another message.
 * @internal
 * @param {{text?: Message, message?: unknown}} error
 */
export const messageOf = ({ text, message }) =>
  /** @type {readonly [MessageKey]} */ (/** @type {unknown} */ ([text ?? message].flat()));

/** What the elements report. */
export class DrugError extends Error {
  /** What went wrong, for scripts. @readonly @type {Code} */
  code;
  /** What happened, for the reader. @internal @type {Message} */
  text;
  /** What the owner of the page can do. @readonly @type {string} */
  hint;
  /** Names like the one asked for, each of another medicine. @readonly @type {readonly string[]} */
  similar;
  /** Whether the root file may be outdated, whatever the code is. @internal */
  stale = false;

  /**
   * @internal
   * @param {Code} code
   * @param {Message} text what happened, for the reader
   * @param {string} [hint] what the owner of the page can do; in English, as the documentation is
   * @param {readonly string[]} [similar] names like the one asked for, each of another medicine
   */
  constructor(code, text, hint = '', similar = []) {
    super(english(text));
    this.name = 'DrugError';
    this.code = code;
    this.text = text;
    this.hint = hint;
    this.similar = similar;
  }

  /** Whether another try may help. */
  get passing() {
    return !LASTING.test(this.code);
  }

  /** All that is shown: what happened, then the hint if there is one. @internal @returns {Message[]} */
  get messages() {
    /** @type {unknown} */ const hint = [this.hint];
    return [this.text, ...(this.hint ? [/** @type {Message} */ (['For the owner of this page: {0}', hint])] : [])];
  }
}

/**
 * Bytes that are not what they should be.
 * @internal
 * @param {Message} text
 * @param {string} [hint]
 * @param {Code} [code]
 */
export function badData(text, hint = REBUILD, code = 'bad-data') {
  return new DrugError(code, text, hint);
}

/**
 * @internal
 * @param {MessageKey} problem
 * @param {MessagePart} expected
 * @param {MessagePart} [got]
 * @param {Code} [code]
 */
export function unexpected(problem, expected, got = ['nothing'], code) {
  return badData([problem, expected, got], REBUILD, code);
}

/**
 * @internal
 * @param {MessagePart} expected
 * @param {MessagePart} [got]
 */
export function damaged(expected, got) {
  return unexpected('This card is damaged and is not shown: expected {0}, but got {1}.', expected, got);
}

/**
 * Whatever was thrown, as a DrugError.
 * @internal
 * @param {unknown} error
 * @returns {DrugError}
 */
export function asDrugError(error) {
  if (error instanceof DrugError) return error;
  /** @type {{code?: unknown, message?: unknown, hint?: string}} */
  const { code, message = error, hint } = error ?? {};
  if (hint) return new DrugError(/** @type {Code} */ (code), /** @type {Message} */ (message), hint);
  return badData(['This could not be shown: {0}.', String(message)], '');
}
