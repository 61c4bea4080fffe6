// Tests what works without a script and without a server: pre-rendered pages, fragments, the standalone script, frames.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { cardOf, PATIENCE, part, setting, until, workshop } from './lib.mjs';

const site = await workshop();
const folder = await mkdtemp(join(tmpdir(), 'drug-card-static-'));
after(() => rm(folder, { recursive: true }));
const drugCard = (...words) => execFileSync(setting('DRUG_CARD_BIN'), words, { encoding: 'utf8', maxBuffer: 1 << 28 });
drugCard('render', '--all', '--bundle', setting('DRUG_CARD_BUNDLE'), '-o', folder);
drugCard('standalone', setting('DRUG_CARD_BUNDLE'), '-o', join(folder, 'drug-card.standalone.js'));
const slugs = (await readdir(folder)).filter((name) => /^[^.]+\.html$/.test(name)).map((name) => name.slice(0, -5));

/** Tags, classes, anchors and texts in document order; what only a script knows is left out. */
const structure = (root) => {
  const out = [];
  const walk = (node) => {
    if (node.nodeType === 3) out.push(node.data);
    // The script says this line in the language of the page, with its parts isolated.
    if (node.className === 'source') return out.push(node.textContent);
    if (node.nodeType !== 1 || ['printed', 'asked'].includes(node.className) || node.localName === 'slot') return;
    out.push(
      `<${node.localName} ${node.className} ${node.classList.contains('name') ? '' : node.id} ${node.dataset.card ?? node.getAttribute('href') ?? ''} ${node.open ?? ''} ${node.getAttribute('start') ?? ''}`,
    );
    node.childNodes.forEach(walk);
    out.push('>');
  };
  walk(root);
  return out;
};

test('rendering again removes its own pages and stops at a page of the owner', async () => {
  const work = await mkdtemp(join(folder, 'again-'));
  const [content, bundle, pages] = ['content', 'bundle', 'pages'].map((name) => join(work, name));
  const names = async () => (await readdir(pages)).filter((name) => !name.startsWith('rendered.')).sort();
  const render = () => {
    drugCard('build', content, '-o', bundle);
    drugCard('render', '--all', '--bundle', bundle, '-o', pages);
  };
  const add = (name) => writeFile(join(content, `${name}.md`), `---\ntitle: ${name}\n---\n\n### Usage\nFor tests.\n`);
  await mkdir(content);
  await mkdir(pages);
  await Promise.all([add('testamine'), add('othermine'), writeFile(join(pages, 'own.html'), 'mine')]);
  render();
  await rm(join(content, 'othermine.md'));
  render();
  assert.deepEqual(await names(), ['card.css', 'own.html', 'testamine.fragment.html', 'testamine.html']);
  await add('own');
  assert.throws(render, /own\.html to be missing or as drug-card wrote it/);
  assert.equal(await readFile(join(pages, 'own.html'), 'utf8'), 'mine');
  await rm(work, { recursive: true });
});

test('a pre-rendered page is the card by structure, for every monograph', async () => {
  assert.ok(slugs.length >= 30);
  const { page } = await site.show('<drug-card heading-level="1"></drug-card>', { policy: '' });
  for (const slug of slugs) {
    const html = await readFile(join(folder, `${slug}.html`), 'utf8');
    const [ours, theirs] = await page
      .evaluate(
        async ([slug, html, read]) => {
          const structure = new Function(`return ${read}`)();
          const card = document.querySelector('drug-card');
          card.drug = slug;
          await card.ready;
          const parsed = new DOMParser().parseFromString(html, 'text/html');
          return [structure(card.shadowRoot.querySelector('.card')), structure(parsed.querySelector('.card'))];
        },
        [slug, html, structure.toString()],
      )
      .catch((error) => {
        throw new Error(`${slug}: ${error.message}`);
      });
    assert.ok(ours.length > 50, slug);
    assert.deepEqual(theirs, ours, slug);
  }
});

/** Opens a page of a browser of its own kind: without script, from disk, from another origin. */
async function visit(url, options = {}) {
  const { page } = await site.show('');
  const context = await page
    .context()
    .browser()
    .newContext({ viewport: { width: 1000, height: 900 }, ...options });
  after(() => context.close());
  const opened = await context.newPage();
  opened.setDefaultTimeout(PATIENCE);
  const problems = [];
  const requests = [];
  opened.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  opened.on('pageerror', (error) => problems.push(String(error)));
  opened.on('request', (request) => requests.push(request.url()));
  await opened.goto(url);
  return { page: opened, problems, requests };
}

const inFolder = (name) => pathToFileURL(join(folder, name)).href;

test('a page works without a script, from disk, with its styles and disclaimers, and prints all its answers', async () => {
  const { page, problems, requests } = await visit(inFolder('furosemide.html'), { javaScriptEnabled: false });
  assert.match(
    await page.locator('.provenance').innerText(),
    /^Machine-written, review not recorded\. Information only, not medical advice\./,
  );
  assert.match(
    await page.locator('.source').innerText(),
    /^Content version [0-9a-f]{8}, built \d+ \w+ \d{4} · reviewed: not recorded$/,
  );
  assert.equal(await page.locator('.serious').evaluate((one) => getComputedStyle(one).borderInlineStartWidth), '5px');
  assert.deepEqual(problems, []);
  assert.equal(requests.length, 1);
});

test('axe-core finds nothing on a pre-rendered page', async () => {
  // Its own policy lets no script in, so the test sets it aside.
  const { page } = await visit(inFolder('furosemide.html'), { bypassCSP: true });
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run(document));
  assert.deepEqual(
    violations.map(({ id }) => id),
    [],
  );
});

test('the data for machines is JSON that says nothing the card does not', async () => {
  for (const slug of slugs) {
    const html = await readFile(join(folder, `${slug}.html`), 'utf8');
    const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)[1]);
    assert.ok([data['@type']].flat().includes('MedicalWebPage'), slug);
    assert.deepEqual(
      Object.keys(data).filter((key) => /review|modif|publish/i.test(key)),
      [],
      slug,
    );
    assert.equal(data.digitalSourceType, 'https://schema.org/TrainedAlgorithmicMediaDigitalSource', slug);
    assert.ok(data.about.name, slug);
  }
});

test('a fragment shows its card without a script, under the strict policy, and a script takes it over', async () => {
  for (const javaScriptEnabled of [false, true]) {
    const fragment = await readFile(join(folder, 'furosemide.fragment.html'), 'utf8');
    const { page, problems } = await site.show(fragment, {
      javaScriptEnabled,
      before: (page) =>
        page.route('**/card.css', async (route) =>
          route.fulfill({ contentType: 'text/css', body: await readFile(join(folder, 'card.css'), 'utf8') }),
        ),
    });
    if (javaScriptEnabled)
      await until('the card', () => page.evaluate(() => document.querySelector('drug-card').status === 'ready'));
    await page.locator('drug-card .name').getByText('Furosemide').waitFor();
    assert.equal(
      await page.locator('drug-card .serious').evaluate((one) => getComputedStyle(one).borderInlineStartWidth),
      '5px',
    );
    assert.deepEqual(problems, []);
  }
});

const PAGE =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>T</title><script src="drug-card.standalone.js"></script>' +
  '<drug-search for="card"></drug-search><drug-card id="card" drug="milrinone">Milrinone</drug-card>';

test('from a disk the standalone script shows cards and searches, with Wasm and without any request', async () => {
  await writeFile(join(folder, 'alone.html'), PAGE);
  const { page, problems, requests } = await visit(inFolder('alone.html'));
  await cardOf(page, 'Milrinone');
  await page.getByRole('combobox').pressSequentially('lasix dose', { delay: 15 });
  const option = page.getByRole('option', { name: /^Furosemide/ }).first();
  await option.waitFor();
  await until('answers, which need the search program', async () => (await part(page, 'option-meta').count()) > 0);
  await option.click();
  await cardOf(page, 'Furosemide');
  assert.deepEqual(problems, []);
  assert.deepEqual(
    requests.filter((url) => !/alone\.html$|standalone\.js$/.test(url)),
    [],
  );
});

/** The bundle and the pages of this file on another origin. */
async function elsewhere(answers) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://x').pathname;
    const own = path === '/favicon.ico' ? ' ' : answers[path];
    if (own) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      return response.end(own);
    }
    const answer = await fetch(site.origin + request.url);
    response.writeHead(answer.status, {
      'content-type': answer.headers.get('content-type') ?? 'text/plain',
      'access-control-allow-origin': '*',
    });
    return response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

test('a bundle of another origin works where it allows to be read', async () => {
  const bundle = await elsewhere({});
  const host = await elsewhere({
    '/host.html':
      '<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title><script type="module" src="/drug-card.js"></script>' +
      `<drug-search base="${bundle}/"></drug-search><drug-card base="${bundle}" drug="milrinone"></drug-card>`,
  });
  const { page, problems, requests } = await visit(`${host}/host.html`);
  await cardOf(page, 'Milrinone');
  await page.getByRole('combobox').pressSequentially('lasix dose', { delay: 15 });
  await part(page, 'option-meta').first().waitFor();
  assert.ok(requests.some((url) => url === `${bundle}/index.json`));
  assert.deepEqual(problems, []);
});

test('a sandboxed frame without an origin shows its card', async () => {
  const inner =
    '<!doctype html><meta charset="utf-8"><title>Inner</title><script type="module" src="/drug-card.js"></script><drug-search></drug-search><drug-card drug="milrinone">M</drug-card>';
  const origin = await elsewhere({
    '/outer.html':
      '<!doctype html><html lang="en"><meta charset="utf-8"><title>Outer</title><iframe title="Card" sandbox="allow-scripts" src="/inner.html" width="900" height="800"></iframe>',
    '/inner.html': inner,
  });
  const { page, problems } = await visit(`${origin}/outer.html`);
  const frame = page.frameLocator('iframe');
  await frame.locator('.name').getByText('Milrinone').waitFor();
  await frame.getByRole('combobox').pressSequentially('lasix dose', { delay: 15 });
  await frame.locator('.option-meta').first().waitFor();
  assert.deepEqual(problems, []);
});

test('a frame of a pre-rendered page needs no permission at all', async () => {
  const html = await readFile(join(folder, 'milrinone.html'), 'utf8');
  const origin = await elsewhere({
    '/outer.html':
      '<!doctype html><html lang="en"><meta charset="utf-8"><title>Outer</title><iframe title="Card" sandbox src="/m.html" width="900" height="800"></iframe>',
    '/m.html': html,
  });
  const { page, problems } = await visit(`${origin}/outer.html`);
  await page.frameLocator('iframe').locator('.provenance').waitFor();
  assert.deepEqual(problems, []);
});

test('without a policy everything works too', async () => {
  const { page, problems } = await site.show('<drug-search></drug-search><drug-card drug="milrinone"></drug-card>', {
    policy: '',
  });
  await cardOf(page, 'Milrinone');
  await page.getByRole('combobox').pressSequentially('lasix dose', { delay: 15 });
  await part(page, 'option-meta').first().waitFor();
  assert.deepEqual(problems, []);
});

test("another program's link opens the right card at the right section, and nothing of the patient stays", async () => {
  const patient = '&patientPerson.administrativeGenderCode.c=F&age.v.v=61';
  const { page, problems } = await site.visit(
    `/index.html?mainSearchCriteria.v.dn=Furosemide+40+MG+Oral+Tablet&subTopic.v.c=Q000009&informationRecipient=PAT${patient}`,
  );
  await cardOf(page, 'Furosemide');
  await until('the section', () =>
    page
      .locator('drug-card')
      .evaluate(({ shadowRoot }) => shadowRoot.activeElement?.closest('.section')?.id === 'side_effects'),
  );
  assert.equal(await page.locator('drug-card').getAttribute('order'), 'patient');
  assert.match(page.url(), /\/index\.html#\/drug\/Furosemide\/side_effects$/);
  assert.deepEqual(problems, []);
});

test('a link for a medicine that is not here opens none', async () => {
  const { page } = await site.visit('/index.html?mainSearchCriteria.v.dn=Escital+10+MG');
  const error = part(page, 'error').first();
  await error.waitFor();
  assert.match(await error.innerText(), /No medicine here is called “Escital”/);
  assert.equal(await part(page, 'name').count(), 0);
});

test('a local note is on the card, marked, beside the text', async () => {
  const file = join(folder, 'overlay.json');
  await writeFile(
    file,
    JSON.stringify({
      name: 'Northfield General',
      date: '3 November 2026',
      medicines: {
        milrinone: {
          formulary: 'restricted to cardiology',
          notes: ['Ask <b>the</b> pharmacist.'],
          links: [{ name: 'Policy', url: 'https://intranet.invalid/p' }],
        },
      },
    }),
  );
  const content = new URL('../../content', import.meta.url).pathname;
  const [plain, noted] = [join(folder, 'plain'), join(folder, 'noted')];
  drugCard('build', content, '-o', plain);
  drugCard('build', content, '-o', noted, '--overlay', file);
  const card = (bundle) => drugCard('render', 'milrinone', '--bundle', bundle);
  const note = /<div class="local">.*?<\/div>/s;
  const [, shown] = [card(plain), card(noted)];
  assert.match(
    shown,
    /<strong class="local-mark">Local note, Northfield General, 3 November 2026<\/strong><p>Formulary: restricted to cardiology<\/p><p>Ask &lt;b&gt;the/,
  );
  assert.equal(shown.replace(note, ''), card(plain), 'all else is the same, byte for byte');
  await copyFile(file, join(folder, 'wrong.json'));
  await writeFile(join(folder, 'wrong.json'), (await readFile(file, 'utf8')).replace('"milrinone"', '"milrinon"'));
  assert.throws(
    () =>
      execFileSync(
        setting('DRUG_CARD_BIN'),
        ['build', content, '-o', join(folder, 'none'), '--overlay', join(folder, 'wrong.json')],
        { stdio: 'pipe' },
      ),
    (error) => {
      assert.equal(error.status, 4);
      assert.match(String(error.stderr), /"milrinon"; correct the name/);
      return true;
    },
  );
});
