// Owns the Markdown core as the shell loads it: the text of a monograph in, its card out.

// @ts-expect-error -- esbuild puts the generated glue here
import { card } from 'glue';
import { opener } from './core.js';

export const open = opener(() => ({ answer: (markdown) => card(markdown) }), false);
