// Defines both elements and exports what scripts need: the module that a page loads.

// In this order the script packs best.
import './theme.css.js';
import './card.css.js';
import './search.css.js';
import './print.js';
import '../bundle/load-index.js';
import './card-source.js';
import './render.js';
import { defineCard } from './drug-card-element.js';
import { defineSearch } from './drug-search-element.js';

export { DrugError } from '../bundle/errors.js';
export { loadIndex } from '../bundle/load-index.js';
export { DrugCardElement } from './drug-card-element.js';
export { DrugSearchElement } from './drug-search-element.js';

defineCard();
defineSearch();
