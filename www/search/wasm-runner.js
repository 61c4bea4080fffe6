// Owns a running Wasm core: compiles it, starts it, and throws a trapped instance away for a new one.
//
// Built into search-core.js and markdown-core.js with the glue of wasm-bindgen; the shell loads them when first needed.
// Failures leave here as plain data, `{code, message, hint}`; the shell has the class for them.

// @ts-expect-error -- esbuild puts the generated glue here
import init, { __wbg_reset_state as renew } from 'glue';

/**
 * What runs on one instance.
 * @typedef {{build?: string, answer: (...asked: any[]) => unknown, load?: (path: string, bytes: Uint8Array) => void}} Started
 *
 * @typedef {object} Core
 * @property {string} [build] of the index
 * @property {(...asked: any[]) => Promise<any>} run answers; after a trap once more on a new instance
 * @property {(src: string, get: typeof import('../bundle/fetch-file.js').get) => Promise<{file: string, title: string, tree: any}>} [page] the card of a file;
 *   only the Markdown core has it
 * @property {() => void} close gives the memory back; the next use starts anew
 *
 * @typedef {object} Index what the search core reads
 * @property {() => Promise<[Uint8Array | undefined, string, ((engine: any) => void)?]>} head its head, the directory of names as JSON, and
 *   what joins further bundles to it
 * @property {(path: string) => Promise<Uint8Array>} part a file that a question needs
 *
 * @typedef {(wasm: () => Promise<Response>, index: Index) => Promise<Core>} Open
 */

/** A question needs names, rows, terms and cards one after the other, and again after a trap; more is a fault. */
const ROUNDS = 12;

/** The smallest module there is: a policy that refuses it refuses all. */
const EMPTY = [0, 97, 115, 109, 1, 0, 0, 0];

/**
 * @param {import('../bundle/errors.js').Code} code
 * @param {import('../i18n/messages.js').Words} message
 * @param {string} hint
 */
export const failure = (code, message, hint) => ({ code, message, hint });

/** Refuses in words where this browser or this page allows no Wasm; cheaper than fetching it first. */
function probe() {
  if (typeof WebAssembly !== 'object') {
    throw failure(
      'no-wasm',
      'This browser has WebAssembly switched off, so only names of medicines can be searched.',
      'Enhanced security modes switch it off; the browser settings can except a site.',
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

/** Lets the page draw and take keys between two pieces of work; a hidden page needs neither, and its timers are slow. */
const rest = () => globalThis.document?.hidden || new Promise((go) => setTimeout(go));

/** @param {Response} response */
async function compile(response) {
  try {
    // The bytes are the right ones by their hash; streaming takes this type only, and without a charset.
    if (response.headers.get('content-type') === 'application/wasm')
      return await WebAssembly.compileStreaming(response);
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (/** @type {any} */ error) {
    const lost = ['TypeError', 'AbortError', 'TimeoutError'].includes(error.name);
    const words = lost
      ? 'The server did not send the whole search program.'
      : 'This browser cannot read the search program.';
    throw failure('wasm-http', words, String(error));
  }
}

/** Traps of a core within so many milliseconds that it is not started again, and how many. */
const [SHORT, MANY] = [10_000, 3];

/** Traps and exhausted stacks. @param {any} error */
export const isTrap = ({ name }) => name === 'RuntimeError' || name === 'RangeError';

/**
 * Traps in words, all else as it is.
 * @param {any} error
 */
function told(error) {
  if (!isTrap(error)) return error;
  return failure('trap', 'The program stopped twice on this input; others can still be tried.', String(error));
}

/**
 * One core has one instance at a time, and a module record one core: the shell gives each record its own address.
 * @param {(given: any) => Started} start
 * @param {(index: Index) => Promise<any>} read what `start` takes
 * @returns {Open}
 */
export const opener = (start, read) => async (wasm, index) => {
  probe();
  let [module_or_path, given] = await Promise.all([wasm().then(compile), read(index)]);
  // A trap while starting is met with a new instance, as any other.
  await init({ module_or_path }).catch((/** @type {any} */ error) => {
    // A script with a flipped bit is run where the browser does not hold it against its hash: it does not fit its module.
    if (!isTrap(error)) throw failure('wasm-http', 'This browser cannot read the search program.', String(error));
    try {
      renew();
    } catch {
      throw told(error);
    }
  });
  /** @type {Promise<Started> | null} */ let running = null;
  /** False after an instance that did not even start. */ let whole = true;
  /** When the last traps were. @type {number[]} */ let traps = [];

  const begin = async () => {
    if (!whole) close();
    const now = given ?? (await read(index));
    // Once inside the instance, it is not kept a second time.
    given = null;
    return start(now);
  };

  const close = () => {
    running = null;
    whole = false;
    renew();
    whole = true;
  };

  /** @param {(started: Started) => any} task */
  const once = async (task) => {
    if (traps.length === MANY) {
      throw failure(
        'trap',
        'The program stopped three times within ten seconds and is not started again.',
        'Load the page again.',
      );
    }
    const mine = (running ??= begin());
    try {
      return task(await mine);
    } catch (error) {
      const now = Date.now();
      traps = traps.filter((when) => now - when < SHORT);
      if (isTrap(error)) traps.push(now);
      // Whatever failed, its instance is not asked again.
      if (running === mine) close();
      throw error;
    }
  };

  /** @param {(started: Started) => any} task @returns {Promise<any>} */
  const twice = async (task) => {
    try {
      return await once(task).catch((error) => {
        if (error.code) throw error;
        return once(task);
      });
    } catch (error) {
      throw told(error);
    }
  };

  // Instance, head and first question run code that the browser has yet to compile, each for itself short enough.
  await rest();
  const { build } = await twice((started) => started);
  let fresh = true;
  /** @param {string} path */
  const bring = async (path) => {
    const bytes = await index.part(path);
    await twice((started) => started.load?.(path, bytes));
  };

  /** @param {...any} asked */
  const run = async (...asked) => {
    for (let round = 0; round < ROUNDS; round++) {
      if (fresh) await rest();
      const answer = await twice((started) => started.answer(...asked));
      const found = typeof answer === 'string' ? JSON.parse(answer) : answer;
      if (!found.need) {
        fresh = false;
        return found;
      }
      // What is missing comes at once, and the question is put again; a new instance begins without it.
      await Promise.all(found.need.map(bring));
    }
    throw failure('bad-data', 'The search index never has what it asks for.', 'Build the bundle again.');
  };
  return { build, run, close };
};
