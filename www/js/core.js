// Owns a Wasm core: loads it when first needed, and throws a trapped instance away for a new one.

import { address, get } from './bundle.js';
import { DrugError } from './errors.js';

/**
 * @typedef {{file: string, sha256: string, bytes: number}} FileEntry
 * @typedef {{js: FileEntry, wasm: FileEntry}} CoreEntry
 */

export const DIRECTIVE = "script-src 'self' 'wasm-unsafe-eval'";

/** The smallest module there is: a policy that refuses it refuses all. */
const EMPTY = [0, 97, 115, 109, 1, 0, 0, 0];

/** Refuses in words where this browser or this page allows no Wasm; cheaper than fetching it first. */
function probe() {
  if (typeof WebAssembly !== 'object') {
    throw new DrugError(
      'no-wasm',
      'This browser has WebAssembly switched off, so only names of medicines can be searched.',
      'Enhanced security modes switch it off; a site can be made an exception in the browser settings.',
    );
  }
  try {
    new WebAssembly.Module(new Uint8Array(EMPTY));
  } catch {
    throw new DrugError(
      'csp-wasm',
      'The policy of this page does not allow WebAssembly, so only names of medicines can be searched.',
      `Add to the Content-Security-Policy: ${DIRECTIVE}`,
    );
  }
}

/** @param {unknown} error */
function stopped(error) {
  return new DrugError('trap', 'The program stopped twice on this input. Other inputs can still be tried.', String(error));
}

/**
 * @template T
 * @typedef {(glue: any) => T | Promise<T>} Start
 */

/**
 * One core of one bundle.
 * @template T
 */
export class Core {
  /** @type {Promise<WebAssembly.Module> | null} */ #module = null;
  /** @type {Promise<T> | null} */ #running = null;
  #generation = 0;
  #base;
  #entry;
  #start;

  /**
   * @param {string} base
   * @param {CoreEntry} entry
   * @param {Start<T>} start makes the working object from the glue module
   */
  constructor(base, entry, start) {
    this.#base = base;
    this.#entry = entry;
    this.#start = start;
  }

  /** Loads the core, once. @returns {Promise<T>} */
  load() {
    this.#running ??= this.#begin().catch((error) => {
        // A module that failed to load or to start is remembered by the browser under its address.
        this.drop();
        throw typeof WebAssembly === 'object' && error instanceof WebAssembly.RuntimeError ? stopped(error) : error;
    });
    return this.#running;
  }

  /**
   * Runs `task`; after a trap once more on a new instance.
   * @template R
   * @param {(instance: T) => R} task
   * @returns {Promise<R>}
   */
  async run(task) {
    const instance = await this.load();
    try {
      return task(instance);
    } catch {
      this.drop();
    }
    const fresh = await this.load();
    try {
      return task(fresh);
    } catch (error) {
      this.drop();
      throw stopped(error);
    }
  }

  /** Lets the instance go; the next use makes a new one. */
  drop() {
    this.#running = null;
    this.#generation++;
  }

  async #begin() {
    probe();
    this.#module ??= this.#compile();
    this.#module.catch(() => (this.#module = null));
    // The glue holds one instance a module record; another fragment is another record, and no other request.
    const mark = this.#generation ? `#${this.#generation}` : '';
    const [module, glue] = await Promise.all([this.#module, this.#import(mark)]);
    await glue.default({ module_or_path: module });
    return this.#start(glue);
  }

  /** @param {string} mark */
  async #import(mark) {
    const url = address(this.#base, this.#entry.js.file);
    try {
      return await import(url + mark);
    } catch {
      throw new DrugError('network', 'The server could not be reached for the search program.', `Look at ${url} and at script-src.`);
    }
  }

  /** @returns {Promise<WebAssembly.Module>} */
  #compile() {
    const { file, sha256 } = this.#entry.wasm;
    return get(address(this.#base, file), { what: 'the search program', sha256, code: 'wasm-http' }, async (response) => {
      // The bytes are the right ones by their hash; streaming takes this type only, and without a charset.
      if (response.headers.get('content-type') === 'application/wasm') return WebAssembly.compileStreaming(response);
      return WebAssembly.compile(await response.arrayBuffer());
    });
  }
}
