// Exports what a card can do beyond being shown: loaded with the first card that asks for it.

export { fold, order } from './arrange.js';
