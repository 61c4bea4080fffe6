// Makes the box that a card shows instead of its content when it fails.

/**
 * @import { DrugError } from '../bundle/errors.js'
 * @import { DrugElement } from './element.js'
 */

import { exposed, make } from './dom.js';

/**
 * The message, similar names, the hint and a button, if another try may help.
 * @param {DrugElement & {reload: () => void, scrollToSection?: () => void}} card
 * @param {DrugError} error
 */
export function errorBox(card, error) {
  const box = make('div', 'error', make('p', 'error-text', card.say(error.text)));
  if (error.similar.length) {
    box.append(
      make(
        'p',
        'different',
        make('strong', '', card.say('Not the same medicine, similar name'), ': '),
        make('bdi', '', error.similar.join(', ')),
      ),
    );
  }
  for (const hint of error.messages.slice(1)) box.append(make('p', 'hint', card.say(hint)));
  if (error.passing) {
    const button = exposed(make('button', 'retry', card.say('Try again')));
    button.type = 'button';
    button.addEventListener('click', () => {
      card.reload();
      card.scrollToSection?.();
    });
    box.append(button);
  }
  return box;
}
