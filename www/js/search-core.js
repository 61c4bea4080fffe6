// Owns the search core as the shell loads it: an index opened once, questions answered from it.

// @ts-expect-error -- esbuild puts the generated glue here
import { Engine } from 'glue';
import { opener } from './core.js';

export const open = opener((bytes) => {
  const engine = Engine.open(bytes);
  return { build: engine.build, answer: (query, limit, scope) => engine.search(query, limit, scope) };
}, true);
