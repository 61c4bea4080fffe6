// Alters copies of the WebAssembly we ship: one that traps where a test wants it, one that counts its work, one with less
// memory.

import binaryen from 'binaryen';

/** What can be made to trap, as bits of the exported global `trap`. */
export const TRAPS = {
  load: ['__wbindgen_start', 1],
  open: ['engine_open', 2],
  search: ['engine_search', 4],
  parse: ['card', 8],
};

/** @param {Uint8Array} bytes */
function read(bytes) {
  const module = binaryen.readBinary(bytes);
  const { BulkMemory, BulkMemoryOpt, NontrappingFPToInt, SignExt, MutableGlobals, ReferenceTypes, Multivalue } =
    binaryen.Features;
  module.setFeatures(
    BulkMemory | BulkMemoryOpt | NontrappingFPToInt | SignExt | MutableGlobals | ReferenceTypes | Multivalue,
  );
  return module;
}

/**
 * The module with a check at the head of each function of `TRAPS` it exports: where the bit is set, it hits `unreachable`.
 * @param {Uint8Array} bytes
 */
export function trapping(bytes) {
  const module = read(bytes);
  module.addGlobal('trap', binaryen.i32, true, module.i32.const(0));
  module.addGlobalExport('trap', 'trap');
  for (const [name, bit] of Object.values(TRAPS)) {
    const entry = module.getExport(name);
    if (!entry) continue;
    const inner = binaryen.Function(module.getFunction(binaryen.getExportInfo(entry).value));
    const check = module.if(
      module.i32.and(module.global.get('trap', binaryen.i32), module.i32.const(bit)),
      module.unreachable(),
    );
    inner.body = module.block(null, [check, inner.body], inner.results);
  }
  const altered = module.emitBinary();
  module.dispose();
  return altered;
}

/**
 * The module with a call of the import `env.log_execution` at the head of each function and each round of a loop: its work,
 * as a number that no clock and no neighbour changes.
 * @param {Uint8Array} bytes
 */
export function counting(bytes) {
  const module = read(bytes);
  module.runPasses(['log-execution']);
  const altered = module.emitBinary();
  module.dispose();
  return altered;
}

/**
 * The module with another memory maximum, in pages of 64 KiB; and the pages it starts with.
 * @param {Uint8Array} bytes
 * @param {number} [maximum]
 */
export function capped(bytes, maximum) {
  const out = bytes.slice();
  let at = 8;
  const number = () => {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = out[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  for (;;) {
    const section = out[at++];
    const length = number();
    if (section === 5) break;
    at += length;
  }
  number();
  if (out[at++] !== 1) throw new Error('expected a memory with a maximum, but it has none');
  const start = number();
  const from = at;
  const given = number();
  // As long as the old number, padded, so that nothing moves.
  for (let place = from, rest = maximum ?? given; place < at; place++, rest >>= 7)
    out[place] = (rest & 127) | (place < at - 1 ? 128 : 0);
  return { bytes: out, start, given };
}
