// Exports what a card can do beyond being shown: loaded with the first card that asks for it.

export { arrange } from './arrange.js';
export { check } from './check.js';
export { copy } from './copy.js';
export { decorate, word } from './inline.js';
export { readMarkdown } from './markdown.js';
export { near } from './near.js';
export * as rich from './rich.js';
