// Tests what works under the strict page policy of a hospital intranet, and what is shown under a stricter one.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cardOf, event, part, until, workshop } from './lib.mjs';

const site = await workshop();
const WITHOUT_WASM = site.policy.replace(/ ?'wasm-unsafe-eval'/, '');
const MARKDOWN = `---
title: Testol
---
# Testol

**Usage:** A medicine for tests, 5 mg <img src=x onerror="alert(1)">.

**Side Effects:**

* **Common Side Effects:** a click
* **Serious Side Effects:** a *loud* bang

[a link](javascript:alert(2))
`;

const markdownAt = (path, answer) => (page) => page.route(`**${path}`, (route) => route.fulfill(answer));

test('the policy is the one that is promised', () => {
  for (const directive of [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "connect-src 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]) {
    assert.ok(site.policy.split(/; */).includes(directive), `${directive} in: ${site.policy}`);
  }
  assert.doesNotMatch(site.policy, /unsafe-inline|'unsafe-eval'|\*/);
});

for (const path of [
  '/index.html',
  '/index.html#/drug/warfarin',
  '/index.html#/compare/warfarin/furosemide',
  '/card.html',
  '/intranet.html',
]) {
  test(`${path} breaks no rule of the policy`, async () => {
    const { page, problems, requests } = await site.visit(path);
    await page.waitForLoadState('networkidle');
    const search = page.getByRole('combobox').first();
    if (await search.count()) {
      await search.pressSequentially('milrinone dose', { delay: 15 });
      await page.getByRole('option').first().waitFor();
    }
    if (await page.locator('drug-card[drug]').count()) await part(page, 'provenance').first().waitFor();
    await page.waitForLoadState('networkidle');
    assert.deepEqual(problems, []);
    assert.deepEqual(
      requests.filter(({ url }) => !url.startsWith(site.origin)),
      [],
    );
  });
}

test('without WebAssembly the card is shown as usual', async () => {
  assert.notEqual(WITHOUT_WASM, site.policy);
  const { page, problems } = await site.show('<drug-card drug="milrinone"></drug-card>', { policy: WITHOUT_WASM });
  await cardOf(page, 'Milrinone');
  assert.deepEqual(problems, []);
});

test('without WebAssembly names can be searched, and the page says what it cannot do', async () => {
  const records = await site.show('<drug-search></drug-search>', { policy: WITHOUT_WASM });
  const { page, problems } = records;
  await page.getByRole('combobox').pressSequentially('milr', { delay: 15 });
  const option = page.getByRole('option').first();
  await option.waitFor();
  assert.match(await option.innerText(), /^Milrinone/);
  const error = await event(records, 'drug-error');
  assert.equal(error.code, 'csp-wasm');
  assert.match(error.hint, /'wasm-unsafe-eval'/);
  await until('words about it', async () => {
    const words = await page.locator('drug-search').evaluate((search) => search.shadowRoot.textContent);
    return /WebAssembly|only names/i.test(words);
  });
  assert.deepEqual(
    problems.filter((problem) => problem.startsWith('exception')),
    [],
  );
});

test('a Markdown file is shown through the Markdown core, which is loaded only then', async () => {
  const { page, requests, problems } = await site.show('<drug-card src="/x.md"></drug-card>', {
    before: markdownAt('/x.md', { contentType: 'text/markdown; charset=utf-8', body: MARKDOWN }),
  });
  await cardOf(page, 'Testol');
  assert.ok(await part(page, 'serious').getByText('loud').isVisible());
  assert.ok(await part(page, 'provenance').isVisible());
  assert.equal(await page.locator('drug-card img, drug-card [onerror], drug-card a[href^="javascript"]').count(), 0);
  const text = await page.locator('drug-card').evaluate((card) => card.shadowRoot.textContent);
  // A picture from elsewhere is its description, and here it has none; a link to a script is its text and address.
  assert.ok(!text.includes('onerror') && text.includes('a link (javascript:alert(2))'), text);
  const wasm = requests.map(({ url }) => url).filter((url) => url.endsWith('.wasm'));
  assert.equal(wasm.length, 1);
  assert.match(wasm[0], /markdown-core/);
  assert.deepEqual(problems, []);
});

const BAD_SOURCES = {
  'is not there': { status: 404, contentType: 'text/plain', body: 'Nothing' },
  'is a web page': { contentType: 'text/html', body: '<!doctype html><html><body>Log in</body></html>' },
  'cannot be had': { status: 503, contentType: 'text/plain', body: 'Later' },
};

for (const [what, answer] of Object.entries(BAD_SOURCES)) {
  test(`a source that ${what} leaves the fallback and says why`, async () => {
    const records = await site.show('<drug-card src="/x.md"><p id="fallback">See the leaflet.</p></drug-card>', {
      before: markdownAt('/x.md', answer),
    });
    const { page, problems } = records;
    assert.ok((await event(records, 'drug-error')).code);
    const error = part(page, 'error').first();
    await error.waitFor();
    assert.ok((await error.innerText()).trim().length > 20);
    assert.ok(await page.locator('#fallback').isVisible());
    assert.equal(await part(page, 'name').count(), 0);
    assert.deepEqual(
      problems.filter((problem) => !problem.startsWith('console: Failed to load resource')),
      [],
    );
  });
}

test('a Markdown source under a policy without WebAssembly names the directive to add', async () => {
  const records = await site.show('<drug-card src="/x.md"><p id="fallback">See the leaflet.</p></drug-card>', {
    policy: WITHOUT_WASM,
    before: markdownAt('/x.md', { contentType: 'text/markdown', body: MARKDOWN }),
  });
  const error = await event(records, 'drug-error');
  assert.equal(error.code, 'csp-wasm');
  assert.match(error.hint, /'wasm-unsafe-eval'/);
  assert.ok(await records.page.locator('#fallback').isVisible());
});

test('an unknown medicine breaks no rule either', async () => {
  const records = await site.show('<drug-card drug="nonesuchol"></drug-card>');
  assert.equal((await event(records, 'drug-error')).code, 'not-found');
  assert.deepEqual(records.problems, []);
});

test('a browser without WebAssembly at all shows cards and searches names', async () => {
  const body = '<drug-search></drug-search><drug-card drug="warfarin"></drug-card>';
  const { page, problems } = await site.show(body, {
    before: (page) =>
      page.addInitScript(() => {
        delete globalThis.WebAssembly;
      }),
  });
  await cardOf(page, 'Warfarin');
  await page.getByRole('combobox').pressSequentially('furo', { delay: 15 });
  await page
    .getByRole('option', { name: /^Furosemide/ })
    .first()
    .waitFor();
  assert.deepEqual(problems, []);
});
