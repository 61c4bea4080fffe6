// Owns a Wasm core: loads it when first needed, and throws a trapped instance away for a new one.

import { address, get, unreachable } from './bundle.js';
import { DrugError } from './errors.js';

/**
 * @typedef {{file: string, sha256: string, bytes: number}} FileEntry
 * @typedef {{js: FileEntry, wasm: FileEntry}} CoreEntry
 */

const WHAT = 'the search program';

/** The smallest module there is: a policy that refuses it refuses all. */
const EMPTY = [0, 97, 115, 109, 1, 0, 0, 0];

/** Refuses in words where this browser or this page allows no Wasm; cheaper than fetching it first. */
function probe() {
  const names = 'so only names of medicines can be searched.';
  if (typeof WebAssembly !== 'object') {
    throw new DrugError(
      'no-wasm',
      `This browser has WebAssembly switched off, ${names}`,
      'Enhanced security modes switch it off; the browser settings can except a site.',
    );
  }
  try {
    new WebAssembly.Module(new Uint8Array(EMPTY));
  } catch {
    throw new DrugError(
      'csp-wasm',
      `The policy of this page does not allow WebAssembly, ${names}`,
      "Add to the Content-Security-Policy: script-src 'self' 'wasm-unsafe-eval'",
    );
  }
}

/** @param {unknown} error */
function stopped(error) {
  return new DrugError('trap', 'The program stopped twice on this input; others can still be tried.', String(error));
}

/**
 * One core of one bundle.
 * @template T
 * @typedef {object} Core
 * @property {() => Promise<T>} load loads the core, once
 * @property {<R>(task: (instance: T) => R) => Promise<R>} run runs `task`; after a trap once more on a new instance
 * @property {() => void} drop lets the instance go; the next use makes a new one
 */

/**
 * @template T
 * @param {string} base
 * @param {CoreEntry} entry
 * @param {(glue: any) => T | Promise<T>} start makes the working object from the glue module
 * @returns {Core<T>}
 */
export function newCore(base, { js, wasm }, start) {
  /** @type {Promise<WebAssembly.Module> | null} */ let module = null;
  /** @type {Promise<T> | null} */ let running = null;
  let generation = 0;

  const drop = () => {
    running = null;
    generation++;
  };

  const load = () =>
    (running ??= begin().catch((error) => {
      // A module that failed to load or to start is remembered by the browser under its address.
      drop();
      throw error.name === 'RuntimeError' ? stopped(error) : error;
    }));

  const begin = async () => {
    probe();
    module ??= compile();
    module.catch(() => (module = null));
    // The glue holds one instance a module record; another fragment is another record, and no other request.
    const url = address(base, js.file) + (generation ? `#${generation}` : '');
    const [module_or_path, glue] = await Promise.all([
      module,
      import(url).catch(() => {
        throw unreachable(WHAT, url, 'script-src');
      }),
    ]);
    await glue.default({ module_or_path });
    return start(glue);
  };

  /** @returns {Promise<WebAssembly.Module>} */
  const compile = () =>
    get(address(base, wasm.file), { what: WHAT, sha256: wasm.sha256, code: 'wasm-http' }, async (response) =>
      // The bytes are the right ones by their hash; streaming takes this type only, and without a charset.
      response.headers.get('content-type') === 'application/wasm'
        ? WebAssembly.compileStreaming(response)
        : WebAssembly.compile(await response.arrayBuffer()),
    );

  return {
    load,
    drop,
    async run(task) {
      const instance = await load();
      try {
        return task(instance);
      } catch {
        drop();
      }
      const fresh = await load();
      try {
        return task(fresh);
      } catch (error) {
        drop();
        throw stopped(error);
      }
    },
  };
}
