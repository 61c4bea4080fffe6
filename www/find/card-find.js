// Exports the search inside a card: loaded when a reader first uses it.

export { openBar } from './bar.js';
export { FindInCard as ResultsPopup } from './field.js';
