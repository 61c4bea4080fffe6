// Tests crashes of a core: a new instance answers the query again, until three crashes in ten seconds.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { DEEP, host, launch, strictPolicy, watched } from '../hostile/lab.mjs';
import { capped, TRAPS, trapping } from '../hostile/modules.mjs';
import { rootFile, setting } from './lib.mjs';

const TIMES = DEEP ? 250 : 50;
const LONG = { timeout: 900_000 };
const MONOGRAPH = '---\ntitle: Testol\n---\n\n# Testol\n\n**Usage:** A medicine for tests, 5 mg.\n';

/** A copy of the bundle whose cores are `alter`ed; the root file and the script name their new checksums. */
function altered(name, alter) {
  const folder = fileURLToPath(new URL(`../../target/hostile/${name}`, import.meta.url));
  rmSync(folder, { recursive: true, force: true });
  cpSync(setting('DRUG_CARD_BUNDLE'), folder, { recursive: true });
  const root = JSON.parse(readFileSync(`${folder}/index.json`, 'utf8'));
  let shell = readFileSync(`${folder}/drug-card.js`, 'utf8');
  for (const { wasm } of [root.cores.search, root.cores.markdown]) {
    const bytes = alter(new Uint8Array(readFileSync(`${folder}/${wasm.file}`)));
    const { sha256 } = wasm;
    Object.assign(wasm, { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('base64') });
    writeFileSync(`${folder}/${wasm.file}`, bytes);
    // The builder hints the script at the files of the first search.
    shell = shell.replaceAll(sha256, wasm.sha256);
  }
  writeFileSync(`${folder}/index.json`, rootFile(root));
  writeFileSync(`${folder}/drug-card.js`, shell);
  writeFileSync(`${folder}/x.md`, MONOGRAPH);
  writeFileSync(
    `${folder}/batch.html`,
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Test</title>' +
      '<script type="module" src="/drug-card.js"></script></head><body><main></main></body></html>',
  );
  return { folder, cores: root.cores, head: root.head.file, names: JSON.stringify(root.names) };
}

const browser = await launch();
const { folder, cores, head, names } = altered('traps', trapping);
const site = await host(folder, await strictPolicy());
after(async () => {
  await browser.close();
  site.stop();
});

/** A page in which `testArm(bits)` makes the running instance trap, `testArm(bits, true)` the next one, and time can pass. */
const open = (first = 0) =>
  watched(browser, `${site.origin}/batch.html`, {
    before: (page) =>
      page.addInitScript((first) => {
        let next = first;
        let running = null;
        window.testInstances = 0;
        window.testArm = (bits, later = false) => (later ? (next = bits) : (running.exports.trap.value = bits));
        const armed = (instance) => {
          window.testInstances++;
          running = instance;
          instance.exports.trap.value = next;
          next = 0;
          return instance;
        };
        const { Instance, instantiate } = WebAssembly;
        WebAssembly.Instance = new Proxy(Instance, {
          construct: (target, given) => armed(Reflect.construct(target, given)),
        });
        WebAssembly.instantiate = async (...given) => armed(await instantiate.apply(WebAssembly, given));
        const { now } = Date;
        let passed = 0;
        Date.now = () => now() + passed;
        window.testPass = (milliseconds) => (passed += milliseconds);
      }, first),
  });

/** In the page: a core by the loader of the front end, as `window.testCore`. */
const start = async ({ js, wasm, head, names }) => {
  const { open } = await import(js);
  const part = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());
  window.testCore = await open(() => fetch(wasm), {
    head: async () => [await part(head), names],
    part: (path) => part(`/${path}`),
  });
};

const files = (name) => ({ js: `/${cores[name].js.file}`, wasm: `/${cores[name].wasm.file}`, head: `/${head}`, names });

for (const [what, [, bit]] of Object.entries(TRAPS)) {
  test(`${TIMES} traps at ${what} are answered by a new instance each`, LONG, async (t) => {
    const { page, records, close } = await open();
    const name = what === 'parse' ? 'markdown' : 'search';
    await page.evaluate(start, files(name));
    const asked = name === 'markdown' ? [MONOGRAPH] : ['milrinone dose', 8, 'all'];
    const cdp = await page.context().newCDPSession(page);
    const heap = async () => {
      for (let round = 0; round < 3; round++) await cdp.send('HeapProfiler.collectGarbage');
      const { usedSize, backingStorageSize = 0 } = await cdp.send('Runtime.getHeapUsage');
      return usedSize + backingStorageSize;
    };
    const run = (times) =>
      page.evaluate(
        async ({ times, asked, bit, what }) => {
          const core = window.testCore;
          const plain = (answer) =>
            JSON.stringify(answer, (_key, value) => (typeof value === 'function' ? undefined : value));
          const expected = plain(await core.run(...asked));
          const took = [];
          let wrong = 0;
          const before = window.testInstances;
          for (let at = 0; at < times; at++) {
            window.testPass(10_001);
            const later = what === 'load' || what === 'open';
            window.testArm(bit, later);
            // Giving the memory back is what makes a core open, and load, again.
            try {
              if (later) core.close();
            } catch {
              // It traps while it loads; the next question finds a way.
            }
            const begun = performance.now();
            wrong += Number(plain(await core.run(...asked)) !== expected);
            took.push(performance.now() - begun);
          }
          return { took, wrong, instances: window.testInstances - before };
        },
        { times, asked, bit, what },
      );
    await run(10);
    const before = await heap();
    const { took, wrong, instances } = await run(TIMES);
    const grown = (await heap()) - before;
    took.sort((a, b) => a - b);
    const p99 = took[Math.ceil(took.length * 0.99) - 1];
    t.diagnostic(
      `${TIMES} traps at ${what}: ${wrong} wrong, ${instances} new instances, p50 ${took[took.length >> 1].toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, heap ${(grown / 1e6).toFixed(2)} MB`,
    );
    assert.equal(wrong, 0);
    assert.ok(instances >= TIMES, `expected a new instance after each trap, got ${instances}`);
    assert.ok(grown < 2e6, `expected the heap to stay, it grew by ${grown} bytes`);
    assert.deepEqual(records.errors, []);
    await close();
  });
}

test('a core that traps while it is loaded for the first time is loaded again', async () => {
  const { page, records, close } = await open(TRAPS.load[1]);
  await page.evaluate(start, files('search'));
  assert.equal(await page.evaluate(() => window.testInstances), 2);
  const { medicines } = await page.evaluate(async () => ({
    medicines: (await window.testCore.run('milrinone', 8, 'all')).medicines,
  }));
  assert.equal(medicines[0].slug, 'milrinone');
  assert.deepEqual(records.errors, []);
  await close();
});

test('after three traps in ten seconds a core rests and says so; spread over more it does not', async () => {
  const { page, close } = await open();
  await page.evaluate(start, files('search'));
  const outcome = await page.evaluate(async (bit) => {
    const said = [];
    const ask = () =>
      window.testCore.run('milrinone', 8, 'all').then(
        () => 'answered',
        ({ code, message }) => `${code}: ${message}`,
      );
    for (const pause of [5_001, 5_001, 5_001, 5_001, 100, 100, 100, 60_000]) {
      window.testPass(pause);
      window.testArm(bit);
      said.push(await ask());
    }
    return { said, instances: window.testInstances };
  }, TRAPS.search[1]);
  const rests = 'trap: The search crashed three times within ten seconds and is not started again.';
  assert.deepEqual(outcome.said, ['answered', 'answered', 'answered', 'answered', rests, rests, rests, rests]);
  await close();
});

test('elements say in words that a program stopped, and keep what they can', async () => {
  const { page, records, close } = await open();
  const seen = await page.evaluate(
    async ({ search: bit, parse }) => {
      await customElements.whenDefined('drug-card');
      const main = document.querySelector('main');
      const once = (target, type) =>
        new Promise((resolve) => target.addEventListener(type, ({ detail }) => resolve(detail), { once: true }));
      const search = document.createElement('drug-search');
      main.append(search);
      let done = once(search, 'drug-results');
      search.value = 'milrinone dose';
      await done;
      const errors = [];
      for (let times = 0; times < 2; times++) {
        // The first instance and the one made for the second try.
        window.testArm(bit);
        window.testArm(bit, true);
        done = once(search, 'drug-error');
        search.value = `milrinone dose ${times}`;
        errors.push((await done).message);
      }
      const options = search.shadowRoot.querySelectorAll('.option').length;
      const card = document.createElement('drug-card');
      const fallback = document.createElement('p');
      fallback.textContent = 'See the leaflet.';
      card.append(fallback);
      window.testArm(parse, true);
      card.setAttribute('src', '/x.md');
      done = once(card, 'drug-load');
      main.append(card);
      await done;
      window.testArm(parse);
      window.testArm(parse, true);
      done = once(card, 'drug-error');
      card.reload();
      const { code } = await done;
      const broken = {
        code,
        words: card.shadowRoot.textContent,
        fallback: fallback.checkVisibility(),
        retry: !!card.shadowRoot.querySelector('.retry'),
      };
      return { errors, options, broken };
    },
    Object.fromEntries(Object.entries(TRAPS).map(([what, [, bit]]) => [what, bit])),
  );
  assert.match(seen.errors[0], /crashed twice on this query/);
  assert.match(seen.errors[1], /three times within ten seconds/);
  assert.ok(seen.options > 0, 'expected names to be searched without the core');
  assert.equal(seen.broken.code, 'trap');
  assert.match(seen.broken.words, /crashed/);
  assert.ok(seen.broken.fallback && seen.broken.retry);
  assert.deepEqual(
    records.errors.filter((error) => !/panick|unreachable/.test(error)),
    [],
  );
  await close();
});

test('a module that runs out of memory says so and answers the next question', LONG, async (t) => {
  let { page, close } = await open();
  const file = `${folder}/${cores.markdown.wasm.file}`;
  const whole = new Uint8Array(readFileSync(file));
  const { start: pages, given } = capped(whole);
  assert.equal(given * 65_536, 128 << 20, 'the Markdown core is linked with a maximum of 128 MiB');
  assert.equal(capped(new Uint8Array(readFileSync(`${folder}/${cores.search.wasm.file}`))).given * 65_536, 512 << 20);
  const counts = { answered: 0, trap: 0 };
  for (let more = 1; more <= (DEEP ? 400 : 24); more += DEEP ? 4 : 3) {
    writeFileSync(`${folder}/capped.wasm`, capped(whole, pages + more).bytes);
    // An engine keeps room for each instance, and one page has room for some hundred.
    if (more % 40 === 1) {
      await close();
      ({ page, close } = await open());
    }
    const [large, small] = await page.evaluate(
      async ({ js, small, record }) => {
        const { open } = await import(`${js}#${record}`);
        const core = await open(() => fetch('/capped.wasm', { cache: 'reload' }), null);
        const ask = (text) =>
          core.run(text).then(
            () => 'answered',
            ({ code }) => code,
          );
        return [await ask(`${small}\n${'* **a** b\n'.repeat(20_000)}`), await ask(small)];
      },
      { js: files('markdown').js, small: MONOGRAPH, record: more },
    );
    counts[large]++;
    assert.equal(small, 'answered', `with ${more} pages more than at the start`);
  }
  t.diagnostic(`memory for a page of 200 kB: ${JSON.stringify(counts)}`);
  assert.ok(counts.trap > 0 && (!DEEP || counts.answered > 0), JSON.stringify(counts));
  await close();
});
