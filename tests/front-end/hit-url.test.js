// Checks where hits lead: templates are filled with what can be in an address, and with nothing else.

import assert from 'node:assert/strict';
import test from 'node:test';
import { hitUrl } from '../../www/search/hit-url.js';

const HIT = { slug: 'milrinone', anchor: 'faq-2', path: 'm/milrinone.md' };

test('a template is filled', () => {
  for (const [template, hit, want] of [
    ['/drugs/{slug}/', HIT, '/drugs/milrinone/'],
    ['/composition/{path}/#{anchor}', HIT, '/composition/m/milrinone/#faq-2'],
    ['/{path}.html#{anchor}', { ...HIT, anchor: '' }, '/m/milrinone.html#'],
    ['/{path}', { slug: 'x', path: 'a b/c?d#e/Ü.MD' }, '/a%20b/c%3Fd%23e/%C3%9C'],
    ['/{slug}?at={anchor}', { slug: 'a&b"c', anchor: '<i>' }, '/a%26b%22c?at=%3Ci%3E'],
    ['/{slug}/{other}', HIT, '/milrinone/{other}'],
    ['', HIT, ''],
  ])
    assert.equal(hitUrl(template, hit), want, template);
});

test('no template runs a script', () => {
  for (const template of ['javascript:{slug}', ' java\nscript:{slug}', 'DATA:text/html,{slug}', 'vbscript:{slug}']) {
    assert.equal(hitUrl(template, HIT), '', template);
  }
});
