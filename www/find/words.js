// Says how many matches there are, and at which of them the reader is.

/** @import { Message } from '../i18n/messages.js' */
/** @import { Finder } from './finder.js' */

import { NO_STATEMENT } from '../bundle/errors.js';

/**
 * @param {Pick<Finder, 'at' | 'count'>} finder
 * @param {string} words
 * @returns {Message}
 */
export const counted = ({ at, count }, words) =>
  count ? ['{0} of {1}', at, count] : ['Nothing on this card matches “{0}”. {1}', words, [NO_STATEMENT]];
