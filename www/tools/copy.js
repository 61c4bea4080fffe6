// Adds its source to what is copied from a card.

import { sourceOf } from './source-line.js';

/**
 * The selected text of a card, and the elements in which the selection begins and ends.
 * @param {ShadowRoot} root
 * @returns {[text: string, inside: Element | null, end: Element | null]}
 */
export function selected(root) {
  const own = /** @type {{getSelection?: () => Selection | null}} */ (root).getSelection?.() ?? getSelection();
  const node = own?.anchorNode ?? null;
  if (node && root.contains(node) && String(own))
    return [String(own), elementOf(node), elementOf(own?.focusNode ?? node)];
  // Engines that hide the nodes of shadow trees give them as ranges.
  const composed = /** @type {{getComposedRanges?: (options: {shadowRoots: ShadowRoot[]}) => StaticRange[]} | null} */ (
    getSelection()
  )?.getComposedRanges?.({ shadowRoots: [root] })?.[0];
  if (!composed || !root.contains(composed.startContainer)) return ['', null, null];
  const range = document.createRange();
  range.setStart(composed.startContainer, composed.startOffset);
  range.setEnd(composed.endContainer, composed.endOffset);
  return [String(range), elementOf(composed.startContainer), elementOf(composed.endContainer)];
}

/** @param {Node} node */
const elementOf = (node) => (node instanceof Element ? node : node.parentElement);

/**
 * Handles a `copy` inside a card.
 * @param {ShadowRoot} root
 * @param {ClipboardEvent} event
 */
export function copy(root, event) {
  const article = root.querySelector('.card');
  const [text, inside] = selected(root);
  if (!article || !text || !event.clipboardData) return;
  event.clipboardData.setData('text/plain', `${text.trim()}\n\n${sourceOf(article, inside)}`);
  event.preventDefault();
}
