// Owns the one module a page loads: it defines both elements and exports what scripts need.

// First and side by side, the styles pack best.
import './theme.css.js';
import './card.css.js';
import './search.css.js';
import { defineCard } from './drug-card-element.js';
import { defineSearch } from './drug-search-element.js';

export { DrugError } from '../bundle/errors.js';
export { loadIndex } from '../bundle/load-index.js';
export { DrugCardElement } from './drug-card-element.js';
export { DrugSearchElement } from './drug-search-element.js';

defineCard();
defineSearch();
