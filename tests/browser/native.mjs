// Tests that the search in the browser and on the command line give the same answers, to the last letter and digit.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { list, ours } from '../hostile/strings.mjs';
import { setting } from './lib.mjs';

const COUNT = 2000;
const bundle = setting('DRUG_CARD_BUNDLE');
const read = (file) => readFileSync(`${bundle}/${file}`);
const root = JSON.parse(read('index.json'));
const run = promisify(execFile);

/** What the program prints. */
async function native(question) {
  const given = ['search', '--json', '--bundle', bundle, '--limit', '10', '--', question];
  const { stdout } = await run(setting('DRUG_CARD_BIN'), given).catch((error) => {
    // The exit code shows too that nothing was found.
    if (error.code === 1 && error.stdout) return error;
    throw error;
  });
  // Read and written again, as the core's answer was: 0.800 is 0.8.
  return JSON.stringify(JSON.parse(stdout));
}

/** The core as the front end loads it, fed from the folder. */
async function wasm() {
  const { js, wasm } = root.cores.search;
  const { open } = await import(pathToFileURL(`${bundle}/${js.file}`).href);
  return open(async () => new Response(read(wasm.file)), {
    head: async () => [new Uint8Array(read(root.head.file)), JSON.stringify(root.names)],
    part: async (path) => new Uint8Array(read(path)),
  });
}

/** Judged questions, hostile ones, and words of the titles: whole, cut, doubled, with typos and with questions. */
function questions() {
  const judged = readFileSync(fileURLToPath(new URL('../relevance.tsv', import.meta.url)), 'utf8')
    .split('\n')
    .map((line) => line.split('\t')[0]);
  const hostile = [...ours(), ...list('queries'), ...list('unicode')].map(({ payload }) => payload);
  const titles = JSON.parse(read(root.titles.file)).map(([, title]) => title);
  const asked = [
    '',
    ' dose',
    ' side effects',
    ' and alcohol',
    ' in pregnancy',
    ' ?',
    ' kidney failure',
    ' missed dose',
  ];
  const typos = [
    (name) => name,
    (name) => name.slice(0, -2),
    (name) => name.slice(1),
    (name) => name.replace(/[aeiou]/, ''),
    (name) => name.toUpperCase(),
    (name) => name.replace(/(.)(.)$/, '$2$1'),
  ];
  const made = titles.flatMap((title) => typos.flatMap((typo) => asked.map((rest) => typo(title) + rest)));
  // No argument of a program holds a NUL or half a character, nor more than the system takes.
  const fit = (text) => text.isWellFormed() && !text.includes('\0') && text.length < 100_000;
  return [...new Set([...judged, ...hostile, ...made])].filter(fit);
}

/** An answer as JSON, without the first sentences of its medicines. */
const withoutLines = (answer) => JSON.stringify(answer, (key, value) => (key === 'line' ? undefined : value));

test('the browser core and the program give the same answers', { timeout: 600_000 }, async (t) => {
  const all = questions();
  // Spread over all kinds, always the same ones.
  const chosen = all.filter(
    (_, at) => Math.floor((at * COUNT) / all.length) !== Math.floor(((at - 1) * COUNT) / all.length),
  );
  assert.ok(chosen.length >= Math.min(COUNT, all.length) && chosen.length >= 1000, `${chosen.length} questions`);
  const warm = await wasm();
  assert.equal(warm.build, root.build);
  let found = 0;
  for (let from = 0; from < chosen.length; from += 8) {
    const batch = chosen.slice(from, from + 8);
    const expected = await Promise.all(batch.map(native));
    for (const [at, question] of batch.entries()) {
      // The program begins with nothing loaded, and so does this core.
      const { hits, ...answer } = await (await wasm()).run(question, 10, 'all');
      assert.equal(JSON.stringify(answer), expected[at], question);
      found += Number(hits('').length > 0);
      // What earlier questions loaded changes nothing but first sentences, which only some files of names have.
      const { hits: _, ...again } = await warm.run(question, 10, 'all');
      assert.equal(withoutLines(again), withoutLines(answer), `${question}, after other questions`);
    }
  }
  t.diagnostic(
    `${chosen.length} questions, ${found} with something found, ${readdirSync(`${bundle}/cards`).length} folders of cards`,
  );
  assert.ok(found > chosen.length / 3, `only ${found} found something`);
});
