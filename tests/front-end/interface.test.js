// Checks that interface.json and the code list the same interface.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import * as module from '../../www/elements/drug-card.js';
import { declarations, property } from '../../xtask/interface/types.mjs';
import { sources } from './sources.js';

const root = new URL('../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const table = JSON.parse(read('www/elements/interface.json'));
const all = Object.values(sources).join('\n');
const names = (list) => list.map(({ name }) => name).sort();
const found = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([, name]) => String(name)))].sort();

/** What comes later, and is a part of an element all the same. */
const LATER = {
  'drug-search': ['search/results-popup.js'],
  'drug-compare': ['compare/card-compare.js', 'compare/sides.js'],
};

for (const element of table.elements) {
  const own =
    sources[`elements/${element.name}-element.js`] + (LATER[element.name] ?? []).map((file) => sources[file]).join('');
  // What every element has needs none of our own.
  const ours = element.attributes.filter((one) => !one.native);
  const { prototype, observedAttributes } = Object.entries(module).find(([name]) => name === element.class)[1];

  test(`the properties and methods of <${element.name}> are those of the table`, () => {
    const properties = [...ours.map((one) => property(one.name)), ...names(element.properties)];
    for (const name of properties)
      assert.ok(Object.getOwnPropertyDescriptor(prototype, name) ?? name in prototype, `${name} is there`);
    const mirrored = Object.keys(prototype);
    assert.deepEqual(
      mirrored.filter((name) => !properties.includes(name)),
      [],
      'none that nobody wrote down',
    );
    for (const name of names(element.methods)) assert.equal(typeof prototype[name], 'function', name);
    const accessors = Object.entries(Object.getOwnPropertyDescriptors(prototype))
      .filter(([, one]) => one.get)
      .map(([name]) => name);
    assert.deepEqual(
      accessors.filter((name) => !properties.includes(name)),
      [],
    );
    const attributes = names(element.attributes);
    assert.deepEqual(
      observedAttributes.filter((name) => !attributes.includes(name)),
      [],
    );
  });

  test(`no property of <${element.name}> is without a setter: frameworks assign`, () => {
    for (const name of ours.map((one) => property(one.name))) {
      assert.ok(Object.getOwnPropertyDescriptor(prototype, name)?.set, name);
    }
  });

  test(`the events of <${element.name}> are those of the table`, () => {
    const sent = found(own, /'(drug-(?:load|error|toggle|results|select|open|close|clear))'/g);
    const reported = /this\.report\(/.test(own) ? ['drug-error'] : [];
    assert.deepEqual([...new Set([...sent, ...reported])].sort(), names(element.events));
  });

  test(`the slots of <${element.name}> are those of the table`, () => {
    const slots = [...found(own, /\bslot\('([a-z]+)'/g), ...(/make\('slot'\)/.test(own) ? [''] : [])].sort();
    assert.deepEqual(slots, names(element.slots));
  });
}

test('the variables of the styles are those of the table', () => {
  const listed = table.elements.flatMap((element) => names(element.variables)).sort();
  assert.deepEqual(found(all, /(--drug-(?:card|search)-[a-z-]+)/g), listed);
});

test('the error codes are those of the table', () => {
  const [, codes] = /@typedef \{([^}]*)\} Code/.exec(String(sources['bundle/errors.js'])) ?? [];
  assert.deepEqual(found(String(codes), /'([a-z-]+)'/g), names(table.errors));
});

test('every entry says what it is, in a sentence', () => {
  for (const element of table.elements) {
    for (const kind of ['attributes', 'properties', 'methods', 'events', 'slots', 'parts', 'variables', 'states']) {
      for (const { name, text } of element[kind]) assert.match(text, /^[A-Z].*\.$/s, `${element.name} ${kind} ${name}`);
    }
  }
  assert.match(declarations(table), /'drug-select': DrugSelectEvent;/);
});
