// Tests server faults in Firefox and WebKitGTK; takes minutes, so only `cargo xtask test --browsers all` runs it.

import { test } from 'node:test';
import { ENGINES } from '../engines/driver.mjs';
import { DEEP } from '../pwa/lab.mjs';
import { host, LOOK, survey } from '../pwa/survey.mjs';
import { until } from './lib.mjs';

for (const [name, start] of Object.entries(ENGINES)) {
  test(`${name}: eighteen faults of a server, for every kind of file`, { timeout: 3_600_000 }, async (t) => {
    const faulty = await host();
    // A script that never comes would keep a page loading.
    const browser = await start({ pageLoadStrategy: 'none' });
    const visit = async (url) => {
      await browser.go(url);
      await until('the page', () =>
        browser
          .run('return location.href === arguments[0] && document.readyState !== "loading"', url)
          .catch(() => false),
      );
      return { run: (retry) => browser.wait(LOOK, retry), close: async () => {} };
    };
    try {
      t.diagnostic(JSON.stringify(await survey(faulty, visit, (at) => DEEP || at % 7 === 0)));
    } finally {
      await browser.end();
    }
  });
}
