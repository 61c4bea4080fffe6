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
 * @property {(response: Response, file: string) => Promise<string>} [read] the text of a file; only the Markdown core has it
 * @property {() => void} close gives the memory back; the next use starts anew
 *
 * @typedef {object} Index what the search core reads
 * @property {() => Promise<[Uint8Array, string]>} head its head, and the directory of names as JSON
 * @property {(path: string) => Promise<Uint8Array>} part a file that a question needs
 *
 * @typedef {(wasm: () => Promise<Response>, index: Index) => Promise<Core>} Open
 */

/** The smallest module there is: a policy that refuses it refuses all. */
const EMPTY = [0, 97, 115, 109, 1, 0, 0, 0];

/** Refuses in words where this browser or this page allows no Wasm; cheaper than fetching it first. */
function probe() {
  const names = 'so only names of medicines can be searched.';
  if (typeof WebAssembly !== 'object') {
    throw {
      code: 'no-wasm',
      message: `This browser has WebAssembly switched off, ${names}`,
      hint: 'Enhanced security modes switch it off; the browser settings can except a site.',
    };
  }
  try {
    new WebAssembly.Module(new Uint8Array(EMPTY));
  } catch {
    throw {
      code: 'csp-wasm',
      message: `The policy of this page does not allow WebAssembly, ${names}`,
      hint: "Add to the Content-Security-Policy: script-src 'self' 'wasm-unsafe-eval'",
    };
  }
}

/** @param {Response} response */
async function compile(response) {
  try {
    // The bytes are the right ones by their hash; streaming takes this type only, and without a charset.
    if (response.headers.get('content-type') === 'application/wasm') return await WebAssembly.compileStreaming(response);
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (error) {
    throw { code: 'wasm-http', message: 'This browser cannot read the search program.', hint: String(error) };
  }
}

/**
 * Traps and exhausted stacks in words, all else as it is.
 * @param {any} error
 */
function told(error) {
  if (!['RuntimeError', 'RangeError'].includes(error.name)) return error;
  return { code: 'trap', message: 'The program stopped twice on this input; others can still be tried.', hint: String(error) };
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
  await init({ module_or_path });
  /** @type {Promise<Started> | null} */ let running = null;

  const begin = async () => {
    const now = given ?? (await read(index));
    // Once inside the instance, it is not kept a second time.
    given = null;
    return start(now);
  };

  const close = () => {
    running = null;
    renew();
  };

  /** @param {(started: Started) => any} task */
  const once = async (task) => {
    const mine = (running ??= begin());
    try {
      return task(await mine);
    } catch (error) {
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

  const { build } = await twice((started) => started);
  /** @param {...any} asked */
  const run = async (...asked) => {
    for (;;) {
      const answer = await twice((started) => started.answer(...asked));
      const found = typeof answer === 'string' ? JSON.parse(answer) : answer;
      if (!found.need) return found;
      // What is missing comes at once, and the question is put again; a new instance begins without it.
      const parts = await Promise.all(found.need.map(async (/** @type {string} */ path) => [path, await index.part(path)]));
      await twice((started) => parts.forEach(([path, bytes]) => started.load?.(path, bytes)));
    }
  };
  return { build, run, close };
};
