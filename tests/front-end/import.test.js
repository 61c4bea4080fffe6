// Checks that the module loads under Node, where there is no page.

import assert from 'node:assert/strict';
import test from 'node:test';
import { sources } from './sources.js';

test('the module loads under Node and adds no global', async () => {
  const before = Object.getOwnPropertyNames(globalThis);
  const module = await import('../../www/elements/drug-card.js');
  assert.deepEqual(Object.keys(module).sort(), ['DrugCardElement', 'DrugError', 'DrugSearchElement', 'loadIndex']);
  assert.deepEqual(Object.getOwnPropertyNames(globalThis), before);
});

test('no file makes markup or code from text', () => {
  const sinks =
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|\beval\(|new Function|\.style\b|'style'|localStorage|sessionStorage|https?:\/\//;
  for (const [name, text] of Object.entries(sources)) assert.doesNotMatch(text, sinks, name);
});
