// Tests limits in the browser: input that slows parsers down, nests or swells, and queries of any length.

import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { DEEP, host, launch, quiet, strictPolicy, watched } from '../hostile/lab.mjs';
import { counting } from '../hostile/modules.mjs';
import { list, sample } from '../hostile/strings.mjs';
import { setting } from './lib.mjs';

const LONG = { timeout: 1_800_000 };
const KIB = 1024;
const CAP = 256 * KIB;
const HEAD = '---\ntitle: Testol\n---\n\n# Testol\n\n**Usage:** ';

/** What is repeated until a file is full, in the words of this project; shared/hostile has more. */
const UNITS = [
  '> ',
  '* ',
  '**a ',
  '[a',
  '[a](b',
  '![a][',
  '<sub>',
  '&amp;',
  '`',
  '``a',
  '*a **b ',
  'a, b (rare but serious), ',
  '* **Q: a?** A: ',
  '<b',
  '\u200b',
  '_a*b',
  '[a]: b\n',
  '| a ',
];
/** What nests when it is repeated. */
const NESTING = ['> ', '>', '- ', '* ', '1. ', '> * ', '**', '*a **b ', '[', '![', '<sub>', '<sup><i>', '    * a\n'];

/** What makes the largest trees: some fifty thousand headings or paragraphs. */
const LARGEST = ['# a\n\n', 'a\n=\n', '\n[^'];

const patterns = [
  ...[...UNITS, ...LARGEST].map((unit) => ({ prefix: HEAD, unit, suffix: '' })),
  ...list('pathological').map(({ payload }) => JSON.parse(payload)),
];
const OWN = UNITS.length + LARGEST.length;
const tried = DEEP ? patterns : [...patterns.slice(0, OWN), ...sample(patterns.slice(OWN), 8)];

const browser = await launch();
const folder = fileURLToPath(new URL('../../target/hostile/limits', import.meta.url));
rmSync(folder, { recursive: true, force: true });
cpSync(setting('DRUG_CARD_BUNDLE'), folder, { recursive: true });
const file = (start, ending) => readdirSync(folder).find((name) => name.startsWith(start) && name.endsWith(ending));
writeFileSync(
  `${folder}/batch.html`,
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Test</title>' +
    '<script type="module" src="/drug-card.js"></script></head><body><main></main></body></html>',
);
writeFileSync(
  `${folder}/counting.wasm`,
  counting(new Uint8Array(readFileSync(`${folder}/${file('markdown-core', '.wasm')}`))),
);
const site = await host(folder, await strictPolicy());
after(async () => {
  await browser.close();
  site.stop();
});

/** A page with the Markdown core, counting, as `testRun(pattern, size)`: what came out, and how much work it was. */
async function core() {
  const opened = await watched(browser, `${site.origin}/batch.html`, {
    before: (page) =>
      page.addInitScript(() => {
        const { instantiate } = WebAssembly;
        window.testWork = 0;
        WebAssembly.instantiate = async (module, imports) => {
          imports['./glue_bg.js'].log_execution = () => void window.testWork++;
          return (window.testInstance = await instantiate.call(WebAssembly, module, imports));
        };
      }),
  });
  await opened.page.evaluate(
    async ({ js, wasm }) => {
      const { open } = await import(js);
      const core = await open(() => fetch(wasm), null);
      window.testRun = async ({ prefix, unit, suffix }, size) => {
        const encoder = new TextEncoder();
        const space = size - encoder.encode(prefix + suffix).length;
        const text = prefix + unit.repeat(Math.max(1, Math.floor(space / encoder.encode(unit).length))) + suffix;
        window.testWork = 0;
        const { tree } = await core.run(text);
        const seen = {
          nodes: 0,
          letters: 0,
          depth: 0,
          work: window.testWork,
          memory: window.testInstance.exports.memory.buffer.byteLength,
        };
        const count = (node, depth) => {
          seen.nodes++;
          seen.depth = Math.max(seen.depth, depth);
          if (typeof node === 'string') seen.letters += node.length;
          else for (const child of node.slice(2)) count(child, depth + 1);
        };
        count(tree, 0);
        return seen;
      };
    },
    { js: `/${file('markdown-core', '.js')}`, wasm: '/counting.wasm' },
  );
  return opened;
}

test('the work for a page, and what is made of it, grow with the page and not with its square', LONG, async (t) => {
  let { page, records, close } = await core();
  const refused = [];
  const wrong = [];
  const most = { work: 0, nodes: 0, letters: 0, depth: 0, memory: 0 };
  for (const pattern of tried) {
    const name = JSON.stringify(pattern.unit);
    const run = (size) => page.evaluate(([pattern, size]) => window.testRun(pattern, size), [pattern, size]);
    const small = await run(CAP / 4);
    const large = await run(CAP).catch(() => null);
    if (!large) {
      // The memory of the core is at its end; what an element says then is held in traps.mjs.
      refused.push(name);
      await close();
      ({ page, records, close } = await core());
      continue;
    }
    for (const what of ['work', 'nodes', 'letters']) {
      const ratio = (large[what] + 100) / (small[what] + 100);
      most[what] = Math.max(most[what], ratio);
      if (ratio > 6)
        wrong.push(`${name}: ${what} grows from ${small[what]} to ${large[what]} in a page four times as long`);
    }
    for (const what of ['depth', 'memory']) most[what] = Math.max(most[what], large[what]);
    assert.ok(large.work > CAP / 100, `${name}: the count does not see the work`);
    assert.ok(large.depth <= 80, `${name}: nested ${large.depth} deep`);
    assert.ok(large.memory <= 128 << 20);
  }
  t.diagnostic(
    `${tried.length} patterns at 64 and 256 KiB, at most: work ${most.work.toFixed(2)}-fold, elements ${most.nodes.toFixed(2)}-fold, text ${most.letters.toFixed(2)}-fold; ${most.depth} deep, ${most.memory >> 20} MiB; out of memory: ${refused.join(', ') || 'none'}`,
  );
  assert.deepEqual(wrong, []);
  assert.deepEqual(refused, []);
  quiet(records, 'patterns');
  await close();
});

test('a page nested as deep as one likes is a card, and the tab lives', LONG, async (t) => {
  const { page, records, close } = await watched(browser, `${site.origin}/batch.html`);
  let deepest = 0;
  for (const unit of NESTING) {
    for (const times of DEEP ? [1, 10, 31, 32, 33, 100, 1000, 3000, 10_000, 100_000] : [33, 3000, 100_000]) {
      writeFileSync(`${folder}/nested.md`, `${HEAD}x\n\n${unit.repeat(times)}word\n`);
      const seen = await page.evaluate(async () => {
        const card = document.createElement('drug-card');
        const reported = new Promise((resolve) => {
          card.addEventListener('drug-load', () => resolve('ready'));
          card.addEventListener('drug-error', ({ detail }) => resolve(detail.message));
        });
        card.setAttribute('src', '/nested.md');
        document.querySelector('main').replaceChildren(card);
        const said = await reported;
        const depth = (element) => 1 + Math.max(0, ...[...element.children].map(depth));
        const { shadowRoot } = card;
        return {
          said,
          depth: Math.max(...[...shadowRoot.children].map(depth)),
          word: shadowRoot.textContent.includes('word'),
        };
      });
      const large = HEAD.length + 3 + unit.length * times + 5 > CAP;
      if (large) assert.match(seen.said, /larger than 256 KiB/);
      else assert.ok(seen.said === 'ready' && seen.word, `${unit} x ${times}: ${JSON.stringify(seen)}`);
      deepest = Math.max(deepest, seen.depth);
    }
  }
  t.diagnostic(`${NESTING.length} kinds of nesting: at most ${deepest} elements deep`);
  // The cap is 32 lists in lists, of two elements each, in a card of a few more.
  assert.ok(deepest <= 80, `${deepest} deep`);
  quiet(records, 'nesting');
  await close();
});

test('a question of any length is answered, and what lies behind the cap is not matched', LONG, async (t) => {
  const { page, records, close } = await watched(browser, `${site.origin}/batch.html`);
  const own = [64, 128, 129, 1000, 65_536, 1_000_000].flatMap((times) =>
    ['x', 'ab', '(', '"', 'milrinone ', 'é', '\u0301', '𝒳'].map((repeat) => ({
      repeat,
      times: Math.ceil(times / repeat.length),
    })),
  );
  const given = list('queries').map(({ payload }) =>
    payload.startsWith('{"repeat"') ? JSON.parse(payload) : { repeat: payload, times: 1 },
  );
  const names = [
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '.*',
    '(a+)+$',
    '\\',
    '%00',
    '\u0000',
    '\ud800',
    '-',
    '*',
    '"',
    'NaN',
    'null',
    'undefined',
  ];
  const questions = [...own, ...given, ...names.map((repeat) => ({ repeat, times: 1 }))];
  const seen = await page.evaluate(async (questions) => {
    await customElements.whenDefined('drug-search');
    const search = document.createElement('drug-search');
    document.querySelector('main').append(search);
    const ask = async (text) => {
      const start = performance.now();
      const done = new Promise((resolve) => {
        for (const type of ['drug-results', 'drug-error'])
          search.addEventListener(type, (event) => resolve(event.type), { once: true });
      });
      search.value = text;
      const type = search.matches(':state(loading)') ? await done : 'nothing to ask';
      return { type, took: performance.now() - start, options: search.shadowRoot.querySelectorAll('.option').length };
    };
    await ask('milrinone');
    const out = [];
    for (const { repeat, times } of questions) out.push(await ask(repeat.repeat(times)));
    // Behind 128 characters of nonsense, nothing is read.
    const behind = await ask(`${'zzzzqqqq '.repeat(30)} milrinone`);
    const typed = [];
    const sentence = 'can i drink alcohol with metronidazole when i take warfarin for the heart ';
    for (let at = 1; at < sentence.length * 4; at++) typed.push((await ask(sentence.repeat(4).slice(0, at))).took);
    return { out, behind, typed };
  }, questions);
  assert.deepEqual(
    seen.out.filter(({ type }) => type === 'drug-error'),
    [],
  );
  assert.equal(seen.behind.options, 0);
  const slowest = Math.max(...seen.out.map(({ took }) => took));
  const typed = seen.typed.sort((a, b) => a - b);
  const p99 = typed[Math.ceil(typed.length * 0.99) - 1];
  t.diagnostic(
    `${questions.length} questions up to 1,000,000 characters, the slowest ${slowest.toFixed(0)} ms; typing: p99 ${p99.toFixed(1)} ms a letter`,
  );
  // Not a matter of time but of squares: a million letters at 150 s was one.
  assert.ok(slowest < 5000, `a question took ${slowest} ms`);
  quiet(records, 'questions');
  await close();
});
