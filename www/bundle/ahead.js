// Starts to load what the search core needs before it asks, where WebAssembly is allowed.

/** The smallest Wasm module: a page that rejects it needs no file of the search. */
const EMPTY = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

/**
 * Starts `load` now, where WebAssembly is allowed. The first call of the result gets what was started, later calls load again.
 * @template T
 * @param {() => Promise<T>} load
 * @returns {() => Promise<T>}
 */
export function ahead(load) {
  /** @type {Promise<T> | undefined} */ let started;
  try {
    new WebAssembly.Module(EMPTY);
    started = load();
    started.catch(() => {});
  } catch {
    // The core reports why it cannot run.
  }
  return () => {
    const now = started ?? load();
    started = undefined;
    return now;
  };
}
