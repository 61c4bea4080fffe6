// The slug of a title: the same rule here and in the program, held by one table.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { slugOf } from '../../www/bundle/names.js';

test('a title gives the slug of the table', () => {
  const rows = readFileSync(new URL('../slugs.tsv', import.meta.url), 'utf8')
    .split('\n')
    .filter((row) => row.includes('\t') && !row.startsWith('#'));
  assert.ok(rows.length >= 12);
  for (const [title = '', want] of rows.map((row) => row.split('\t'))) assert.equal(slugOf(title), want, title);
});
