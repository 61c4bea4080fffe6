// Checks who imports whom in the front end: one direction between folders, no cycle between files.

import assert from 'node:assert/strict';
import { dirname, join } from 'node:path/posix';
import test from 'node:test';
import { sources } from './sources.js';

/** The folders in the order data flows; a module imports only from its own folder and from those before it. */
const FOLDERS = ['i18n', 'bundle', 'elements', 'search', 'tools', 'compare', 'find'];

/** The one module that puts everything together. */
const ENTRY = 'search/search-core.js';

/** @param {string} path @param {string} text */
const importsOf = (path, text) =>
  [...text.matchAll(/^(?:import|export)\s(?:[\w*{},\s]+?\sfrom\s)?['"](\.[^'"]+)['"]/gm)].map(([, name]) =>
    join(dirname(path), String(name)),
  );

const graph = new Map(Object.entries(sources).map(([path, text]) => [path, importsOf(path, text)]));
const rank = (path) => FOLDERS.indexOf(path.split('/')[0] ?? '');

/**
 * Removes files that import nothing that is left; what remains is in a cycle or imports one.
 * @param {Map<string, string[]>} imports
 */
function cyclic(imports) {
  const left = new Map(imports);
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const [path, targets] of left) if (!targets.some((target) => left.has(target))) left.delete(path);
  }
  return [...left.keys()];
}

test('every import leads to a module of the front end', () => {
  assert.ok(graph.get(ENTRY)?.length, 'imports are found');
  for (const [path, targets] of graph)
    for (const target of targets) assert.ok(graph.has(target), `${path} imports ${target}`);
});

test('a module imports only from its own folder and from those before it', () => {
  const wrong = [...graph].flatMap(([path, targets]) =>
    targets.filter((target) => rank(target) > rank(path)).map((target) => `${path} imports ${target}`),
  );
  assert.deepEqual(wrong, []);
});

test('no modules import each other in a cycle', () => {
  assert.deepEqual(
    cyclic(
      new Map([
        ['a', ['b']],
        ['b', ['c']],
        ['c', ['b']],
        ['d', []],
      ]),
    ),
    ['a', 'b', 'c'],
  );
  assert.deepEqual(cyclic(graph), []);
});
