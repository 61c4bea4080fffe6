// Tests the app page without network and across releases: one complete release, the older one until the newer one is complete.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { FAULTS, HARDEST } from '../pwa/faults.mjs';
import {
  build,
  DEEP,
  hasNews,
  host,
  kept,
  launch,
  mortal,
  pure,
  releases,
  shows,
  twoVersions,
  WITHDRAWN,
  wholly,
  withdrawnVersion,
  words,
} from '../pwa/lab.mjs';
import { cardOf, cardText, until } from './lib.mjs';

const { old, fresh } = await twoVersions();
const versions = [old, fresh];
const site = await host(old);
const browser = await launch();

/** A new visitor's page. */
async function visitor(path = '/') {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(site.origin + path).catch(() => {});
  return { context, page };
}

const CORE = /Kept on this device|Everything is kept/;

/** Presses the button of the panel, and waits until all is here. */
async function keepEverything(page) {
  await page.getByRole('button', { name: /Keep everything/ }).click();
  await shows(page, /Everything is kept on this device/);
}

test('the browser finds nothing that keeps the app from being installed', async () => {
  site.begin();
  const { context, kill } = await mortal();
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(site.origin);
  await shows(page, CORE);
  const devtools = await context.newCDPSession(page);
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  assert.deepEqual(installabilityErrors, []);
  const { errors } = await devtools.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  await kill();
});

test('the first visit keeps what opens the page, and nothing else', async () => {
  site.begin();
  const { context, page } = await visitor();
  await shows(page, CORE);
  const caches = await kept(page);
  pure(caches, versions);
  const files = Object.keys(Object.values(caches)[0]);
  assert.ok(
    files.includes('index.html') && files.includes('drug-card.js') && !files.some((file) => file.startsWith('cards/')),
    files.join(),
  );
  assert.ok(!site.requests.some((path) => path.includes('?')));
  site.down = true;
  await page.reload();
  wholly(await releases(page), versions);
  await page.getByRole('combobox').first().pressSequentially('milri', { delay: 15 });
  await page
    .getByRole('option', { name: /^Milrinone/ })
    .first()
    .waitFor();
  await page.goto(`${site.origin}/#/drug/warfarin`);
  await until('a card that says it is not here', async () => /offline|could not be reached/.test(await cardText(page)));
  await context.close();
});

/** Loads the page again with the server gone, and waits for the card it shows. */
async function opensWithoutNetwork(page, name) {
  await site.quiet();
  site.down = true;
  await page.reload();
  await cardOf(page, name);
}

test('a card that was seen opens without network', async () => {
  site.begin();
  const { context, page } = await visitor();
  await shows(page, CORE);
  await page.goto(`${site.origin}/#/drug/warfarin`);
  await cardOf(page, 'Warfarin');
  await opensWithoutNetwork(page, 'Warfarin');
  await context.close();
});

test('a card that the first visit began with opens without network', async () => {
  site.begin();
  const { context, page } = await visitor('/#/drug/warfarin');
  await shows(page, CORE);
  await opensWithoutNetwork(page, 'Warfarin');
  await context.close();
});

test('after everything is kept, the app, the search and every card open without network', async () => {
  site.begin();
  const { context, page } = await visitor();
  await shows(page, CORE);
  await keepEverything(page);
  const caches = await kept(page);
  pure(caches, versions);
  const files = new Set(Object.keys(Object.values(caches)[0]));
  assert.deepEqual(
    [...old.hashes.keys()].filter((file) => !files.has(file)),
    ['sw.js', 'withdrawn.json'],
  );
  site.down = true;
  await page.reload();
  wholly(await releases(page), versions);
  await page.getByRole('combobox').first().pressSequentially('milrinone side effects', { delay: 15 });
  await page
    .getByRole('option')
    .filter({ hasText: /side effects/i })
    .first()
    .waitFor();
  const slugs = await page.locator('#index a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  assert.equal(slugs.length, old.root.counts.monographs);
  for (const slug of slugs) {
    const name = await page.locator(`#index a[href="${slug}"]`).textContent();
    await page.goto(`${site.origin}/${slug}`);
    await until(`the card of ${name}`, async () => (await page.title()).startsWith(`${name} ·`));
  }
  await context.close();
});

test('a page that reads several bundles has no copy; one that is open answers from the bundle it is of, and names the other', async () => {
  site.begin();
  const { context, page } = await visitor();
  await shows(page, CORE);
  await keepEverything(page);
  await page.reload();
  await site.quiet();
  site.down = true;
  await page.evaluate(() => document.querySelector('drug-search').setAttribute('base', '. ward'));
  await page.getByRole('combobox').first().pressSequentially('milri', { delay: 15 });
  await page
    .getByRole('option', { name: /Milrinone/ })
    .first()
    .waitFor();
  await page
    .getByText(/The collection “[^”]*\/ward\/” could not be searched/)
    .first()
    .waitFor();
  await page.goto(`${site.origin}/two-lists.html`);
  assert.match(await page.locator('body').innerText(), /no copy of this page is kept here/);
  await context.close();
});

/** The list of withdrawn medicines is no part of a release: no fault in it keeps one from being installed. */
const ofRelease = (path) => path !== 'withdrawn.json';

/** Every place in a row of `count`, or in the quick run a few spread over it. */
const places = (count, few) =>
  Array.from({ length: count }, (_, at) => at + 1).filter((at) => DEEP || at % Math.ceil(count / few) === 1);

const faults = Object.entries(FAULTS)
  .slice(0, HARDEST)
  .filter((_, at) => DEEP || at % 3 === 0);

/** Waits until the browser has nothing left to install. */
const settled = (page) =>
  until('an end of the installation', () =>
    page
      .evaluate(async () => {
        const found = await navigator.serviceWorker.getRegistration();
        return !found?.installing && (!found?.active || found.active.state === 'activated');
      })
      .catch(() => false),
  );

/** Accepts the newer version that the page offers. */
async function accept(page) {
  await shows(page, /newer version is ready/);
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Use the newer version' }).click()]);
}

/** Another page beside this one, which is closed: a page that failed to load may still be on its way to say so. */
async function again(page) {
  const next = await page.context().newPage();
  next.setDefaultTimeout(30_000);
  await page.close();
  return next;
}

/** Loads the page again until the old copy is gone; a page that was loaded a moment ago still counts as open. */
async function swept(page, hint) {
  const end = Date.now() + 30_000;
  while (Object.keys(await kept(page)).length > 1) {
    assert.ok(Date.now() < end, `the old copy stays; ${hint}`);
    await page.reload();
  }
}

/** Without network the page is one of the releases, whole, or it is not there at all. */
async function withoutNetwork(before, hint, mayLack) {
  site.down = true;
  const page = await again(before);
  const opened = await page.goto(site.origin).then(
    (response) => response.ok(),
    () => false,
  );
  if (opened) {
    await page.locator('#index li').first().waitFor();
    wholly(await releases(page), versions, hint);
  } else {
    assert.ok(mayLack, `nothing opened: ${hint}`);
  }
  pure(opened ? await kept(page) : {}, versions);
  site.down = false;
  return again(page);
}

test('whatever fails in the first visit, nothing half is kept, and the next visit repairs it', {
  timeout: 3_600_000,
}, async (t) => {
  site.begin();
  const { context, page } = await visitor();
  await shows(page, CORE);
  await site.quiet();
  const paths = [...new Set([...site.requests, 'sw.js'])].filter(ofRelease);
  await context.close();
  let runs = 0;
  for (const [at, [fault, act]] of faults.entries()) {
    for (const k of places(paths.length, 1).map((k) => (DEEP ? k : 1 + ((k + at * 3) % paths.length)))) {
      const hint = `${fault} at request ${k}, ${paths[k - 1]}`;
      site.begin({ fault: (path) => (path === paths[k - 1] ? act : undefined) });
      let { context, page } = await visitor();
      await site.quiet();
      if (page.url().startsWith(site.origin)) await settled(page);
      site.fault = () => undefined;
      page = await withoutNetwork(page, hint, true);
      site.begin();
      await page.goto(site.origin);
      await shows(page, CORE);
      await withoutNetwork(page, hint);
      await context.close();
      runs += 1;
    }
  }
  t.diagnostic(`${runs} faults in ${paths.length} requests of a first visit`);
});

test('whatever fails in an update, the page is of the old or the new version, and the next visit repairs it', {
  timeout: 3_600_000,
}, async (t) => {
  const renew = async (fault) => {
    site.begin();
    const { context, page } = await visitor();
    await shows(page, CORE);
    await site.quiet();
    site.begin({ serve: () => fresh, fault });
    await page.reload();
    await shows(page, /newer version (is ready|could not be)/);
    await settled(page);
    await site.quiet();
    return { context, page };
  };
  const { context } = await renew(() => undefined);
  const paths = [...new Set(site.requests)].filter(ofRelease);
  await context.close();
  assert.ok(paths.includes('sw.js') && paths.includes('index.json'), `an update asks for: ${paths}`);
  let runs = 0;
  for (const [at, [fault, act]] of faults.entries()) {
    for (const k of places(paths.length, 1).map((k) => (DEEP ? k : 1 + ((k + at * 3) % paths.length)))) {
      const hint = `${fault} at request ${k}, ${paths[k - 1]}`;
      let { context, page } = await renew((path) => (path === paths[k - 1] ? act : undefined));
      wholly(await releases(page), [old], hint);
      // To a browser no text at all is a worker too: it may take the place of the old one as soon as no page is open.
      page = await withoutNetwork(page, hint, fault === 'empty body' && paths[k - 1] === 'sw.js');
      site.begin({ serve: () => fresh });
      await page.goto(site.origin);
      await accept(page);
      await page.locator('#index li').first().waitFor();
      wholly(await releases(page), [fresh], hint);
      await swept(page, hint);
      pure(await kept(page), [fresh]);
      await context.close();
      runs += 1;
    }
  }
  t.diagnostic(`${runs} faults in ${paths.length} requests of an update`);
});

test('a browser that is killed while it installs or updates comes back with one release or none', {
  timeout: 3_600_000,
}, async (t) => {
  let seed = 20_261_125;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const counts = { old: 0, fresh: 0, none: 0 };
  for (let run = 0; run < (DEEP ? 50 : 2); run++) {
    site.begin();
    let { profile, context, kill } = await mortal();
    let page = context.pages()[0];
    const update = run % 2 === 1;
    if (update) {
      await page.goto(site.origin);
      await shows(page, CORE);
      site.serve = () => fresh;
    }
    page.goto(site.origin).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, random() * 900));
    await kill();
    await site.quiet();
    ({ context, kill } = await mortal(profile));
    page = context.pages()[0];
    site.down = true;
    const opened = await page.goto(site.origin).then(
      (response) => response.ok(),
      () => false,
    );
    assert.ok(opened || !update, 'the release that was here is gone');
    if (opened) {
      await page.locator('#index li').first().waitFor();
      counts[wholly(await releases(page), versions) === old ? 'old' : 'fresh'] += 1;
      pure(await kept(page), versions);
    } else {
      counts.none += 1;
    }
    site.down = false;
    page = await again(page);
    await page.goto(site.origin);
    await shows(page, CORE);
    pure(await kept(page), versions);
    await kill();
  }
  t.diagnostic(`after the kill: ${JSON.stringify(counts)}`);
});

test('files of two versions are not mixed: at most one reload, then a message', {
  timeout: 3_600_000,
}, async (t) => {
  const parts = ['index.html', 'offline.js', 'drug-card.js', 'index.json', 'sw.js'];
  const sets = Array.from({ length: 64 }, (_, set) => set).filter((set) => DEEP || set % 13 === 5);
  let said = 0;
  for (const set of sets) {
    const swapped = new Set(parts.filter((_, at) => set & (1 << at)));
    const keepsOld = set >= 32;
    const hint = `new: ${[...swapped].join(', ') || 'nothing'}, ${keepsOld ? 'old files kept' : 'old files deleted'}`;
    const serve = (path) => {
      if (parts.includes(path)) return swapped.has(path) ? fresh : old;
      if (fresh.hashes.has(path)) return fresh;
      return keepsOld ? old : fresh;
    };
    site.begin({ serve });
    const { context, page } = await visitor();
    await page.locator('#index li').first().waitFor();
    await site.quiet();
    await settled(page);
    assert.ok(site.loads === 1 || site.loads === 2, `loaded ${site.loads} times; ${hint}`);
    const loads = await page.evaluate(() => performance.getEntriesByType('navigation')[0].type);
    const mixed =
      new Set(
        parts
          .slice(0, 2)
          .concat('index.json')
          .map((file) => swapped.has(file)),
      ).size === 2;
    assert.equal(loads, mixed ? 'reload' : 'navigate', hint);
    assert.equal(/put together from files of two versions/.test(await words(page)), mixed, hint);
    said += Number(mixed);
    pure(await kept(page), versions);
    await page.goto(`${site.origin}/#/drug/warfarin`);
    // Where the server has deleted what its own list names, there is nothing whole to show.
    await until(`a card or words; ${hint}`, async () => /Warfarin|answered 404/.test(await cardText(page)));
    site.begin({ serve: () => fresh });
    await page.goto(`${site.origin}/card.html`);
    await page.goto(site.origin);
    await shows(page, CORE);
    // Where the old version was installed whole, the newer one is offered a moment later.
    if ((await releases(page)).page !== fresh.id) await accept(page);
    wholly(await releases(page), [fresh], hint);
    await context.close();
  }
  t.diagnostic(`${sets.length} sets, ${said} of them refused in words`);
});

test('a server that alternates between versions costs one reload at most', { timeout: 120_000 }, async () => {
  let seed = 7;
  site.begin({ serve: () => ((seed = (seed * 48_271) % 2_147_483_647) % 2 ? old : fresh) });
  const { context, page } = await visitor();
  const end = Date.now() + (DEEP ? 60_000 : 6000);
  let [loads, opened] = [0, 0];
  page.on('load', () => (loads += 1));
  await page.locator('#index li').first().waitFor();
  const hrefs = await page.locator('#index a').evaluateAll((links) => links.map((link) => link.hash));
  for (let at = 0; Date.now() < end; at++) {
    const hash = hrefs[at % hrefs.length];
    await page.evaluate((hash) => (location.hash = hash), hash);
    const arrived = (hash) => {
      const card = document.querySelector('drug-card');
      return hash === `#/drug/${encodeURIComponent(card?.drug)}` && /ready|error/.test(card.status);
    };
    // A reload or a file of another version may come between.
    await page.waitForFunction(arrived, hash, { timeout: 2000 }).catch(() => {});
    opened += Number((await page.title()).includes(' · '));
  }
  assert.ok(loads <= 1, `${loads} reloads`);
  assert.ok(opened > 0, 'no card ever opened');
  await context.close();
});

test('a second tab keeps its version until it is loaded again; the old copy goes when nobody needs it', async () => {
  for (let run = 0; run < (DEEP ? 20 : 1); run++) {
    site.begin();
    const { context, page: first } = await visitor();
    await shows(first, CORE);
    await keepEverything(first);
    const second = await context.newPage();
    await second.goto(`${site.origin}/#/drug/warfarin`);
    await cardOf(second, 'Warfarin');
    await shows(second, /Everything is kept/);
    site.begin({ serve: () => fresh });
    await first.reload();
    await accept(first);
    await first.locator('#index li').first().waitFor();
    wholly(await releases(first), [fresh]);
    site.down = true;
    await first.goto(`${site.origin}/#/drug/milrinone`);
    await until('the new text', async () => hasNews(await cardText(first)));
    assert.equal(await second.evaluate(() => document.title.split(' ·')[0]), 'Warfarin');
    wholly(await releases(second), [old]);
    await second.evaluate(() => (location.hash = '#/drug/milrinone'));
    await cardOf(second, 'Milrinone');
    assert.ok(!hasNews(await cardText(second)));
    assert.equal(Object.keys(await kept(first)).length, 2);
    await second.reload();
    await shows(second, /Everything is kept/);
    wholly(await releases(second), [fresh]);
    await swept(second, 'no tab is of the old version');
    await context.close();
  }
});

test('without storage space the page works and says so', async () => {
  site.begin();
  const { context, page } = await visitor();
  await shows(page, CORE);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: site.origin, quotaSize: 500_000 });
  await page.getByRole('button', { name: /Keep everything/ }).click();
  await shows(page, /Not everything could be kept\. Not enough storage space/);
  await page.goto(`${site.origin}/#/drug/warfarin`);
  await cardOf(page, 'Warfarin');
  await context.close();

  const { context: other, page: full } = await visitor('/card.html');
  await (await other.newCDPSession(full)).send('Storage.overrideQuotaForOrigin', {
    origin: site.origin,
    quotaSize: 1000,
  });
  await full.goto(site.origin);
  await shows(full, /No copy for use without network is kept on this device\. Not enough storage space/);
  await full.locator('#index li').first().waitFor();
  await other.close();
});

test('a copy the browser removed, whole or in part, is reported and made again', async () => {
  site.begin();
  const { context, page } = await visitor();
  await shows(page, CORE);
  await keepEverything(page);
  await page.evaluate(async () => {
    for (const name of await caches.keys()) await caches.delete(name);
  });
  site.down = true;
  const answer = await page.goto(site.origin);
  assert.equal(answer.status(), 503);
  assert.match(await page.locator('body').innerText(), /no copy of this page is kept here/);
  site.down = false;
  await page.goto(site.origin);
  await shows(page, /Everything is kept/);
  await page.evaluate(async () => {
    const cache = await caches.open((await caches.keys())[0]);
    for (const file of ['app.js', 'index.json', 'icon.svg']) {
      if (!(await cache.delete(file)))
        throw new Error(`expected ${file} in the cache, but there was nothing to delete`);
    }
  });
  await page.reload();
  await shows(page, /Everything is kept/);
  await withoutNetwork(page, 'after a part was removed');
  await context.close();
});

test('a removed part is not repaired from another version', async () => {
  site.begin();
  const { context, page } = await visitor();
  await shows(page, CORE);
  await page.evaluate(async () => (await caches.open((await caches.keys())[0])).delete('index.json'));
  site.begin({ serve: (path) => (path === 'sw.js' ? old : fresh) });
  await page.reload();
  await page.locator('#index li').first().waitFor();
  wholly(await releases(page), [fresh]);
  await context.close();
});

for (const [fault, act] of Object.entries(FAULTS)) {
  test(`${fault} for the worker or the manifest leaves the page as it is, and the panel says that nothing is kept`, async () => {
    site.begin({ fault: (path) => (path === 'sw.js' || path === 'manifest.webmanifest' ? act : undefined) });
    const { context, page } = await visitor();
    await page.locator('#index li').first().waitFor();
    await shows(page, /No copy for use without network is kept|Kept on this device|does not answer/);
    await context.close();
  });
}

test('a withdrawal reaches an open page and a copy without network, and the rest of the release stays', async () => {
  const gone = await withdrawnVersion();
  site.begin();
  const { context, page } = await visitor('/#/drug/milrinone');
  await shows(page, CORE);
  await cardOf(page, 'Milrinone');
  await keepEverything(page);
  const withdrawn = (hint) => async () => {
    const text = await cardText(page).catch(() => '');
    return WITHDRAWN.test(text) && ((await page.locator('drug-card .section').count()) === 0 || assert.fail(hint));
  };
  // The server lists the withdrawal; everything else on it is as it was.
  site.serve = (path) => (path === 'withdrawn.json' ? gone : old);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await until('a withdrawn card', withdrawn('open page'));
  wholly(await releases(page), [old]);
  assert.ok(await page.evaluate(() => document.querySelector('#list').textContent.includes('Withdrawn on 1 June')));

  site.down = true;
  await page.reload();
  await until('a withdrawn card without network', withdrawn('second opening'));
  wholly(await releases(page), [old]);
  await page.goto(`${site.origin}/#/`);
  await page.getByRole('combobox').first().pressSequentially('milrinone dose', { delay: 15 });
  await page
    .getByRole('option')
    .filter({ hasText: /Milrinone.*Withdrawn on 1 June 2026/ })
    .first()
    .waitFor();
  assert.equal(await page.getByRole('option').filter({ hasText: /mcg/ }).count(), 0, 'no passage of a withdrawn page');
  await page.goto(`${site.origin}/#/drug/warfarin`);
  await cardOf(page, 'Warfarin');

  site.down = false;
  await page.goto(`${site.origin}/#/drug/milrinone`);
  await page.reload();
  await until('a withdrawn card, back online', withdrawn('third opening'));
  // A list that is damaged on its way changes nothing, and the page says that it did not learn more.
  site.fault = (path) =>
    path === 'withdrawn.json' &&
    ((response, bytes, headers) => response.writeHead(200, headers).end(bytes.subarray(0, 90)));
  await page.reload();
  await until('a withdrawn card, with a damaged list', withdrawn('damaged list'));
  await page.getByText('Whether medicines were withdrawn since this page was made could not be checked.').waitFor();
  await context.close();
});

test('a release that has the withdrawal shows it on its card, in the list and in the search', async () => {
  const gone = await withdrawnVersion('withdrawn-release');
  site.begin({ serve: () => gone });
  const { context, page } = await visitor('/#/drug/milrinone');
  await until('a withdrawn card', async () => WITHDRAWN.test(await cardText(page).catch(() => '')));
  assert.ok(!/reviewed: not recorded/.test(await cardText(page)), 'a withdrawn page is not called unreviewed');
  await page.goto(`${site.origin}/#/`);
  await page.locator('#index li', { hasText: 'Withdrawn on 1 June 2026' }).waitFor();
  await context.close();
});

/** As Cloudflare Pages, Netlify, Vercel and Firebase redirect pages. */
const clean = (url) => (url.endsWith('.html') ? url.replace(/(index)?\.html$/, '') : undefined);

test('on a host with clean URLs everything is kept, and its pages open without network', async () => {
  site.begin({ redirect: clean, clean: true });
  const { context, page } = await visitor();
  await shows(page, CORE);
  await keepEverything(page);
  pure(await kept(page), versions);
  site.down = true;
  await page.reload();
  wholly(await releases(page), versions);
  for (const path of ['/card', '/card.html']) {
    await page.goto(site.origin + path);
    await cardOf(page, 'Milrinone');
  }
  await context.close();
});

test('a redirect to a sign-in page is named, and nothing is sent to another site', async () => {
  let sent = 0;
  const other = createServer((_request, response) => {
    sent += 1;
    response.end();
  });
  await new Promise((resolve) => other.listen(0, '127.0.0.1', resolve));
  for (const [target, words] of [
    ['/login?back=/', /The server redirects .*\(drug-card\.js → .*\/login\)/],
    [`http://127.0.0.1:${other.address().port}/login`, /The server redirects .*\(drug-card\.js → another site\)/],
  ]) {
    // The page itself loads; its worker then meets a session that has ended.
    let loaded = false;
    site.begin({
      redirect: (url) => {
        loaded ||= url === '/sw.js';
        return loaded && url === '/drug-card.js' && target;
      },
    });
    const { context, page } = await visitor();
    await shows(page, words);
    await context.close();
  }
  other.close();
  assert.equal(sent, 0, 'requests to the other site');
});

test('behind a sign-in, the manifest is requested with cookies', async () => {
  site.begin();
  const { context, page } = await visitor();
  const { crossOrigin } = await page.evaluate(() => {
    const { crossOrigin } = document.querySelector('link[rel="manifest"]');
    return { crossOrigin };
  });
  assert.equal(crossOrigin, 'use-credentials');
  await context.close();
});

test('old content is called old, on the list and on a card; nothing is said to be reviewed', async () => {
  site.begin();
  const stale = await build('stale', new URL('../../content', import.meta.url).pathname, {
    day: '2020-01-02',
    more: ['--stale-after', '90'],
  });
  site.begin({ serve: () => stale });
  const { context, page } = await visitor();
  const wanted =
    /Content version [0-9a-f]{8}, built on 2020-01-02, reviewed: not recorded\. This is old: .* at most 90 days old/;
  await shows(page, wanted);
  await page.goto(`${site.origin}/#/drug/warfarin`);
  await cardOf(page, 'Warfarin');
  assert.ok(await page.getByText(wanted).isVisible());
  await context.close();
});

test('the page keeps to its policy, and asks nobody else', async () => {
  site.begin();
  const context = await browser.newContext();
  const page = await context.newPage();
  const problems = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  context.on('request', (request) => request.url().startsWith(site.origin) || problems.push(request.url()));
  await page.goto(site.origin);
  await shows(page, CORE);
  await keepEverything(page);
  assert.deepEqual(problems, []);
  await context.close();
});

test('a copy that the reader removes is gone, and another is made only when asked', async () => {
  site.begin();
  const { context, page } = await visitor();
  await shows(page, CORE);
  await Promise.all([
    page.waitForEvent('load'),
    page.getByRole('button', { name: 'Remove the copy from this device' }).click(),
  ]);
  await shows(page, /No copy is kept on this device, since it was removed here/);
  await page.reload();
  await shows(page, /No copy is kept on this device/);
  assert.deepEqual(await page.evaluate(() => caches.keys()), []);
  assert.equal(await page.evaluate(() => navigator.serviceWorker.getRegistrations().then(({ length }) => length)), 0);
  await page.getByRole('button', { name: 'Keep a copy on this device' }).click();
  await shows(page, CORE);
  await context.close();
});

test('a shared screen takes a newer version by itself, but not while a card is read', async () => {
  site.begin();
  const context = await browser.newContext();
  await context.addInitScript(() => {
    new MutationObserver(() => document.documentElement?.setAttribute('data-kiosk', '600')).observe(document, {
      childList: true,
    });
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(`${site.origin}/#/drug/warfarin`);
  await shows(page, CORE);
  site.begin({ serve: () => fresh });
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await shows(page, /newer version is ready/);
  wholly(await releases(page), [old]);
  await Promise.all([page.waitForEvent('load'), page.evaluate(() => location.replace('#/'))]);
  await until('the newer version', async () =>
    releases(page).then(
      (parts) => {
        wholly(parts, [fresh]);
        return true;
      },
      () => false,
    ),
  );
  await context.close();
});
