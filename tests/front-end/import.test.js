// Checks that the module loads under Node, where there is no page.

import assert from 'node:assert/strict';
import test from 'node:test';
import { sources } from './sources.js';

test('the module loads under Node and adds no global', async () => {
  const before = Object.getOwnPropertyNames(globalThis);
  const module = await import('../../www/elements/drug-card.js');
  assert.deepEqual(Object.keys(module).sort(), [
    'DrugCardElement',
    'DrugCompareElement',
    'DrugError',
    'DrugSearchElement',
    'loadIndex',
  ]);
  assert.deepEqual(Object.getOwnPropertyNames(globalThis), before);
});

test('no file makes markup or code from text', () => {
  const sinks =
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|\beval\(|new Function|\.style\b|'style'|localStorage|sessionStorage|https?:\/\//;
  for (const [name, text] of Object.entries(sources)) assert.doesNotMatch(text, sinks, name);
});

test('no type is any, and no type error is hidden', () => {
  for (const [name, text] of Object.entries(sources)) {
    const types = [
      ...text.matchAll(/@(?:type|param|typedef|property|returns|template)\s*\{(?:[^{}]|\{[^{}]*\})*\}/g),
    ].map(String);
    for (const type of types) assert.doesNotMatch(type, /\bany\b/, name);
    assert.doesNotMatch(text, /@ts-(?:ignore|expect-error|nocheck)/, name);
  }
});
