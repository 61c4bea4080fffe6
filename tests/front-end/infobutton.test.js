// Checks links from other programs: the right name, the right section, and nothing about a patient.

import assert from 'node:assert/strict';
import test from 'node:test';
import { plainName, readInfobutton } from '../../www/pages/infobutton.js';

test('strength and form go, the name stays whole', () => {
  for (const [given, want] of [
    ['Metoprolol 50 MG', 'Metoprolol'],
    ['Metoprolol Tartrate 50 MG Oral Tablet [Lopressor]', 'Metoprolol Tartrate'],
    ['Amlodipine 5 MG / Atorvastatin 10 MG Oral Tablet', 'Amlodipine / Atorvastatin'],
    ['Insulin Glargine 100 UNT/ML Injectable Solution', 'Insulin Glargine'],
    ['24 HR Metformin 500 MG Extended Release Tablet', 'Metformin'],
    ['Interferon beta-1a', 'Interferon beta-1a'],
    ['Vitamin B12 1000 mcg', 'Vitamin B12'],
    ['Gelatin', 'Gelatin'],
    ['Hydrocortisone 1% cream', 'Hydrocortisone'],
    ['amoxicillin 250 mg/5 ml suspension', 'amoxicillin'],
  ]) {
    assert.equal(plainName(String(given)), want);
  }
});

test('a link is read whatever the case of its parameters, and a patient never', () => {
  const query =
    '?MAINSEARCHCRITERIA.v.dn=Metoprolol+50+MG&mainSearchCriteria.v.cs=2.16.840.1.113883.6.88&subTopic.v.c=Q000009' +
    '&informationRecipient=PAT&patientPerson.administrativeGenderCode.c=F&age.v.v=61&age.v.u=a';
  const wanted = readInfobutton(query);
  assert.deepEqual(wanted, { names: ['Metoprolol 50 MG', 'Metoprolol'], anchor: 'side_effects', patient: true });
});

test('a code nobody knows opens the top, and a link without a name opens nothing', () => {
  assert.equal(readInfobutton('?mainSearchCriteria.v.dn=Warfarin&subTopic.v.c=42229-5')?.anchor, '');
  assert.equal(readInfobutton('?mainSearchCriteria.c.dn=Warfarin&subTopic.v.c=34084-4')?.anchor, 'side_effects');
  for (const query of ['', '?utm_source=x', '?mainSearchCriteria.v.c=855332', '?mainSearchCriteria.v.dn=+']) {
    assert.equal(readInfobutton(query), null, query);
  }
});
