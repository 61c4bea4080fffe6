// Compares what Rust and JavaScript both know with contract.json; tests/contract.rs is the other side.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { CARD_FORMAT, ROOT_FORMAT } from '../../www/bundle/card-file.js';
import { CRC, HASH } from '../../www/bundle/file-name.js';
import { INGREDIENT, Names } from '../../www/bundle/names.js';
import { readInfobutton } from '../../www/pages/infobutton.js';
import { PATIENT } from '../../www/tools/order.js';

const contract = JSON.parse(readFileSync(new URL('../contract.json', import.meta.url), 'utf8'));

test('formats are those of the builder', () => {
  assert.deepEqual({ root: ROOT_FORMAT, card: CARD_FORMAT }, contract.formats);
});

test('kinds of names have the same numbers', () => {
  assert.equal(contract.nameKinds.indexOf(contract.firstOfOthers), INGREDIENT);
});

test('section ids and LOINC codes are those of the builder', () => {
  const ids = Object.keys(contract.sections);
  for (const id of PATIENT.split(' ')) assert.ok(ids.includes(id), id);
  const kinds = Object.entries(contract.sections).filter(([, code]) => code !== '42229-5');
  assert.ok(kinds.length > 10);
  for (const [id, code] of kinds) {
    const { anchor } = readInfobutton(`?mainSearchCriteria.v.dn=Warfarin&subTopic.v.c=${code}`);
    // The generic name is at the top of a card; one code is for how much and how it is given.
    const other = { generic_name: '', administration: 'dosage' };
    assert.equal(anchor, Object.hasOwn(other, id) ? other[/** @type {keyof typeof other} */ (id)] : id, code);
  }
});

test('file names follow the same rule', async () => {
  for (const { file, hash, crc32 } of contract.fileNames) {
    assert.equal(HASH.exec(file)?.[1], hash, file);
    assert.equal(CRC.exec(`https://example.org/drugs/${file}`)?.[1], crc32, file);
    if (!hash || !file.startsWith('cards/')) continue;
    const shard = { pages: [[0, 1, 'Milrinone', '', hash, '', '']], names: [['milrinone', '', [0, 0], []]] };
    const names = new Names([['', '']], async () => new TextEncoder().encode(JSON.stringify(shard)));
    const { medicine } = await names.find('milrinone');
    assert.equal(medicine.file, file);
  }
});
