// Runs a Wasm core: compiles it, starts it, and replaces an instance that trapped.
//
// Part of search-core.js and markdown-core.js, together with the glue of wasm-bindgen. Failures leave here as plain data, since
// the class for them is in another script.

/**
 * @import { Code } from '../bundle/errors.js'
 * @import { Failure } from '../bundle/reader-types.js'
 * @import { Message } from '../i18n/messages.js'
 */

import init, { __wbg_reset_state as resetInstance } from 'glue';

/**
 * @template {unknown[]} Q
 * @template {object} A
 * @typedef {object} Started what runs on one instance
 * @property {string} [build] of the index
 * @property {(...asked: Q) => A & {need?: string[]}} answer
 * @property {unknown} [opened] what the index was opened with
 * @property {(path: string, bytes: Uint8Array) => void} [load]
 */

/** A query needs names, rows, terms and cards one after the other, and all of them again after a trap. More rounds are a fault. */
const ROUNDS = 12;

/** The smallest Wasm module: a policy that rejects it rejects all. */
const EMPTY = [0, 97, 115, 109, 1, 0, 0, 0];

/** A core that traps this often within so many milliseconds is not started again. */
const [MOST_TRAPS, TRAP_TIME] = [3, 10_000];

/**
 * @param {Code} code
 * @param {Message} message
 * @param {string} hint
 * @returns {Failure}
 */
export const failure = (code, message, hint) => ({ code, message, hint });

/** Throws a failure if this browser or this page does not allow Wasm, before anything is fetched. */
function probe() {
  if (typeof WebAssembly !== 'object') {
    throw failure(
      'no-wasm',
      'This browser has WebAssembly switched off, so only names of medicines can be searched.',
      'Security modes switch it off; allow this site in the browser settings.',
    );
  }
  try {
    new WebAssembly.Module(new Uint8Array(EMPTY));
  } catch {
    throw failure(
      'csp-wasm',
      'The policy of this page does not allow WebAssembly, so only names of medicines can be searched.',
      "Add to the Content-Security-Policy: script-src 'self' 'wasm-unsafe-eval'",
    );
  }
}

/** Lets the page draw and take keys. A hidden page needs neither, and its timers are slow. */
const rest = () => globalThis.document?.hidden || new Promise((go) => setTimeout(go));

/** @param {Response} response */
async function compile(response) {
  try {
    // The hash vouches for the bytes. Streaming takes only this type, without a charset.
    if (response.headers.get('content-type') === 'application/wasm') {
      return await WebAssembly.compileStreaming(response);
    }
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (error) {
    const lost = ['TypeError', 'AbortError', 'TimeoutError'].includes(/** @type {Error} */ (error).name);
    throw failure(
      'wasm-http',
      lost ? 'The server did not send the whole search program.' : 'This browser cannot read the search program.',
      String(error),
    );
  }
}

/** Whether an error is a trap or an exhausted stack. @param {unknown} error */
export const isTrap = (error) => ['RuntimeError', 'RangeError'].includes(/** @type {Error} */ (error).name);

/** A trap as a failure, any other error as it is. @param {unknown} error */
const described = (error) =>
  isTrap(error)
    ? failure('trap', 'The search crashed twice on this query. Other queries may still work.', String(error))
    : error;

/**
 * Starts a core. It has one instance at a time, and so has the glue: each core is another module of the same script.
 * @template {unknown[]} Q
 * @template {object} A
 * @template T
 * @param {() => Promise<Response>} wasm
 * @param {() => Promise<T>} read loads what `start` takes
 * @param {(input: T) => Started<Q, A>} start
 * @param {(path: string, opened: unknown) => Promise<Uint8Array>} [part] loads what a query needs
 */
export async function run(wasm, read, start, part) {
  probe();
  const [module_or_path, first] = await Promise.all([wasm().then(compile), read()]);
  /** @type {T | undefined} */ let input = first;
  // A trap during the start is answered by a new instance, as any other.
  await init({ module_or_path }).catch((/** @type {unknown} */ error) => {
    // A script with a flipped bit, in a browser that does not check its hash, does not fit its module.
    if (!isTrap(error)) throw failure('wasm-http', 'This browser cannot read the search program.', String(error));
    try {
      resetInstance();
    } catch {
      throw described(error);
    }
  });
  /** @type {Promise<Started<Q, A>> | null} */ let running = null;
  /** False after an instance that did not even start. */ let whole = true;
  /** When the last traps were. @type {number[]} */ let traps = [];

  const begin = async () => {
    if (!whole) close();
    const now = input ?? (await read());
    // The instance has its own copy.
    input = undefined;
    return start(now);
  };

  const close = () => {
    running = null;
    whole = false;
    resetInstance();
    whole = true;
  };

  /** @template R @param {(started: Started<Q, A>) => R} task */
  const once = async (task) => {
    if (traps.length === MOST_TRAPS) {
      throw failure(
        'trap',
        'The search crashed three times within ten seconds and is not started again.',
        'Reload the page.',
      );
    }
    const mine = (running ??= begin());
    try {
      return task(await mine);
    } catch (error) {
      const now = Date.now();
      traps = traps.filter((when) => now - when < TRAP_TIME);
      if (isTrap(error)) traps.push(now);
      // Whatever failed, its instance is not used again.
      if (running === mine) close();
      throw error;
    }
  };

  /** @template R @param {(started: Started<Q, A>) => R} task */
  const twice = async (task) => {
    try {
      return await once(task).catch((error) => {
        if (error.code) throw error;
        return once(task);
      });
    } catch (error) {
      throw described(error);
    }
  };

  // Instance, head and first query each run code that the browser has yet to compile, and each is short enough by itself.
  await rest();
  const { build } = await twice((started) => started);
  let fresh = true;

  /** @param {Q} asked @returns {Promise<A>} */
  const answer = async (...asked) => {
    for (let round = 0; round < ROUNDS; round++) {
      if (fresh) await rest();
      const { found, opened } = await twice((started) => ({ found: started.answer(...asked), opened: started.opened }));
      if (!found.need) {
        fresh = false;
        return found;
      }
      // All missing files are loaded at once, then the query runs again.
      await Promise.all(
        found.need.map(async (path) => {
          const bytes = await part?.(path, opened);
          // By now the instance may be another one, with other bundles.
          if (bytes) await twice((started) => started.opened === opened && started.load?.(path, bytes));
        }),
      );
    }
    throw failure('bad-data', 'The search index is inconsistent.', 'Build the bundle again.');
  };
  return { build, run: answer, close };
}
