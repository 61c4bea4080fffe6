// Owns the promise that the module loads where there is no page.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';

const folder = new URL('../../www/js/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.js'));

test('the module loads under Node and adds no global', async () => {
  const before = Object.getOwnPropertyNames(globalThis);
  const module = await import('../../www/js/drug-card.js');
  assert.deepEqual(Object.keys(module).sort(), ['DrugCardElement', 'DrugError', 'DrugSearchElement', 'loadIndex']);
  assert.deepEqual(Object.getOwnPropertyNames(globalThis), before);
});

test('every file says in its first line what it owns', () => {
  for (const name of files) assert.match(readFileSync(new URL(name, folder), 'utf8'), /^\/\/ Owns .+\.\n/, name);
});

test('no file makes markup or code from text', () => {
  const sinks = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|\beval\(|new Function|\.style\b|'style'|localStorage|sessionStorage|https?:\/\//;
  for (const name of files) assert.doesNotMatch(readFileSync(new URL(name, folder), 'utf8'), sinks, name);
});
