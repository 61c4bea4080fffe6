// Checks what is said about the results of a search, how they are grouped, and what Enter opens.

import assert from 'node:assert/strict';
import test from 'node:test';
import { english } from '../../www/i18n/messages.js';
import { askedFor, chosen, counts, groups, isCut, opened, sentences } from '../../www/search/answers.js';

const SAFETY = 'Finding nothing here does not mean it is safe.';

/** @returns {any} */
const hit = (title, match, via = null) => ({ slug: title.toLowerCase(), title, match, via, line: '' });
const none = { medicines: [], answers: [], different: [], total: 0 };
const [ibuprofen, warfarin] = [hit('Ibuprofen', 'exact'), hit('Warfarin', 'exact')];
const said = (query, results, scope = 'all', degraded = false) =>
  sentences(query, { ...none, ...results }, scope, degraded).map(english);

test('what was not understood, not here or not met is said, and finding nothing is never a statement of safety', () => {
  assert.deepEqual(
    said('Nurofen Plus', {
      not_understood: [{ text: 'nurofen plus', name: 'nurofen' }],
      different: [hit('Ibuprofen', 'similar', 'nurofen')],
    }),
    ['Nothing here is called “Nurofen Plus”.', '“Nurofen” is a name of Ibuprofen.', SAFETY],
  );
  assert.deepEqual(said('Satralizumab', { not_here: ['Satralizumab'] }), [
    '“Satralizumab” is a medicine; there is no page about it here.',
    SAFETY,
  ]);
  assert.deepEqual(
    said('metfromin', {
      medicines: [hit('Metformin', 'spelling', 'Metformin')],
      corrected: [{ typed: 'metfromin', shown: 'Metformin' }],
    }),
    ['Showing Metformin for “metfromin”.'],
  );
  assert.deepEqual(said('crush ibuprofen in a tube', { medicines: [ibuprofen], unmet: ['crush', 'tube'] }), [
    'This page does not speak of crush, tube. That does not mean it is safe.',
  ]);
  assert.deepEqual(said('crush ibuprofen and warfarin', { medicines: [ibuprofen, warfarin], unmet: ['crush'] }), [
    'These pages do not speak of crush. That does not mean it is safe.',
  ]);
  assert.deepEqual(said('warfarin ibuprofen', { medicines: [warfarin, ibuprofen], strangers: true }), [
    'Neither page names the other. That does not mean they can be taken together.',
  ]);
  assert.deepEqual(said(' zzz ', {}), [`Nothing here matches “zzz”. ${SAFETY}`]);
  assert.deepEqual(said('zzz', {}, 'all', true), [`No name here matches “zzz”. ${SAFETY}`]);
});

test('nothing is said to be missing from a page that was not searched or that answers', () => {
  const unmet = ['crush'];
  assert.deepEqual(said('crush ibuprofen', { medicines: [ibuprofen], unmet }, 'medicines'), []);
  assert.deepEqual(said('crush ibuprofen', { medicines: [ibuprofen], answers: [ibuprofen], unmet }), []);
  assert.deepEqual(said('ibuprofen', { medicines: [ibuprofen] }), []);
});

test('offers, look-alikes and medicines for a purpose have their own groups', () => {
  const different = [hit('Ibuprofen', 'spelling', 'Ibuprofen'), hit('Escitalopram', 'similar')];
  const labels = (results) => groups({ ...none, ...results }).map(({ label, hits }) => [label, hits.length]);
  assert.deepEqual(labels({ different }), [
    ['Did you mean', 1],
    ['Not the same medicine, similar name', 1],
  ]);
  assert.deepEqual(labels({ medicines: [ibuprofen], answers: [ibuprofen] }), [
    ['Medicine', 1],
    ['Answers', 1],
  ]);
  assert.deepEqual(labels({ answers: [hit('Warfarin', 'text')] }), [['Medicines for this', 1]]);
  assert.deepEqual(
    labels({ different: [hit('Ibuprofen', 'similar', 'nurofen')], not_here: ['nurofen plus'] }),
    [['Not the same medicine, similar name', 1]],
    'another product',
  );
  assert.deepEqual(
    labels({
      different: [hit('Ibuprofen', 'similar', 'nurofen')],
      not_understood: [{ text: 'nurofen 7', name: 'nurofen' }],
    }),
    [['Did you mean', 1]],
  );
  assert.equal(english(counts({ ...none, different })), '1 suggestion, 1 with a similar name');
});

test('Enter opens a medicine that is named, with combinations below it, and nothing else', () => {
  const opens = (medicines, more) => opened({ ...none, medicines, ...more })?.title;
  assert.equal(opens([ibuprofen]), 'Ibuprofen');
  assert.equal(opens([ibuprofen, hit('Ibuprofen + Paracetamol', 'ingredient')]), 'Ibuprofen');
  assert.equal(opens([hit('Furosemide', 'synonym', 'Lasix')]), 'Furosemide');
  for (const match of ['prefix', 'spelling', 'ingredient', 'similar'])
    assert.equal(opens([hit('X', match)]), undefined);
  assert.equal(opens([ibuprofen, warfarin]), undefined);
  assert.equal(opens([], { different: [hit('Ibuprofen', 'synonym', 'Nurofen')] }), undefined);
  assert.equal(opens([ibuprofen], { not_here: ['satralizumab'] }), undefined);
  assert.equal(opens([ibuprofen], { not_understood: [{ text: 'Concor AM', name: 'Concor' }] }), undefined);
});

test('the card gets the name by which the reader came to it', () => {
  const asked = (query, results) => [...askedFor(query, { ...none, ...results }).values()];
  const different = [hit('Ibuprofen', 'synonym', 'Nurofen')];
  const not_understood = [{ text: 'nurofen plus', name: 'Nurofen' }];
  assert.deepEqual(asked('nurofen plus dose', { different, not_understood }), ['nurofen plus']);
  assert.deepEqual(asked(' ibuprofn ', { different: [hit('Ibuprofen', 'spelling', 'Ibuprofen')] }), ['ibuprofn']);
  assert.deepEqual(asked('lasix dose', { medicines: [hit('Furosemide', 'synonym', 'Lasix')] }), ['Lasix']);
  assert.deepEqual(asked('ibuprofen', { medicines: [ibuprofen] }), ['']);
  assert.deepEqual(
    asked('metfromin dose', {
      medicines: [hit('Metformin', 'spelling', 'Metformin')],
      corrected: [{ typed: 'metfromin', shown: 'Metformin' }],
    }),
    ['metfromin'],
  );
});

test('combinations come after the answers, folded to one line, and are counted as such', () => {
  const combination = (title) => hit(title, 'ingredient');
  const answers = [{ ...hit('Metformin', 'exact'), anchor: 'dosage' }];
  const medicines = [
    hit('Metformin', 'exact'),
    combination('Sitagliptin + Metformin'),
    combination('Gliclazide + Metformin'),
  ];
  const results = { ...none, medicines, answers };
  assert.deepEqual(
    groups(results).map(({ label, hits, folded = false }) => [english(label), hits.length, folded]),
    [
      ['Medicine', 1, false],
      ['Answers', 1, false],
      ['2 combinations with Metformin', 2, true],
    ],
  );
  assert.equal(english(counts(results, 8)), '1 answer, 1 medicine, 2 combinations');
  // Where nothing else is named, they are what the query names.
  const [only] = groups({ ...none, medicines: medicines.slice(1) });
  assert.deepEqual([only.label, only.hits.length, only.folded], ['Medicine', 2, undefined]);
});

test('a count says that there are more answers than are shown', () => {
  const answers = [1, 2].map((number) => ({ ...hit('Warfarin', 'exact'), anchor: `faq-${number}` }));
  const results = { ...none, medicines: [warfarin], answers, total: 9 };
  assert.ok(isCut(results, 2));
  assert.equal(english(counts(results, 2)), 'the first 2 answers, 1 medicine');
  assert.ok(!isCut(results, 8));
  assert.ok(!isCut({ ...results, total: 3 }, 2));
});

test('Enter opens the part that answers only where the query asks for more than the medicine', () => {
  const answer = { ...hit('Warfarin', 'exact'), anchor: 'dosage', ranges: [], headingRanges: [[0, 6]] };
  assert.equal(chosen({ ...none, medicines: [warfarin], answers: [answer] }), answer);
  assert.equal(chosen({ ...none, medicines: [warfarin], answers: [{ ...answer, headingRanges: [] }] }), warfarin);
  assert.equal(chosen({ ...none, medicines: [warfarin], answers: [{ ...answer, slug: 'other' }] }), warfarin);
  assert.equal(chosen({ ...none, medicines: [], answers: [answer] }), undefined);
});
