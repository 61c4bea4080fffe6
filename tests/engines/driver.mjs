// Drives Firefox and WebKitGTK with their WebDriver servers.
//
// `cargo xtask test` sets FIREFOX, GECKODRIVER, WEBKIT_DRIVER, WEBKIT_BROWSER and XVFB, or why there are none.

import { spawn } from 'node:child_process';
import { createServer as createSocket } from 'node:net';
import { after } from 'node:test';
import { setting, until } from '../browser/lib.mjs';

const freePort = () =>
  new Promise((resolve) => {
    const socket = createSocket().listen(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });

/** Starts a driver and a session; `call` speaks the WebDriver protocol to it. */
async function session(program, capabilities, environment = {}) {
  const port = await freePort();
  const driver = spawn(program, [`--port=${port}`], { stdio: 'ignore', env: { ...process.env, ...environment } });
  const call = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };
  await until(`${program} to listen`, () =>
    call('GET', '/status').then(
      () => true,
      () => false,
    ),
  );
  const { sessionId } = await call('POST', '/session', { capabilities: { alwaysMatch: capabilities } });
  const at = `/session/${sessionId}`;
  return {
    go: (url) => call('POST', `${at}/url`, { url }),
    run: (script, ...args) => call('POST', `${at}/execute/sync`, { script, args }),
    wait: (script, ...args) => call('POST', `${at}/execute/async`, { script, args }),
    type: async (element, text) => call('POST', `${at}/element/${Object.values(element)[0]}/value`, { text }),
    end: async () => {
      await call('DELETE', at).catch(() => {});
      driver.kill();
    },
  };
}

/** Engines by name; `more` are further capabilities of a session. */
export const ENGINES = {
  Firefox: (more) =>
    session(setting('GECKODRIVER'), {
      ...more,
      'moz:firefoxOptions': {
        binary: setting('FIREFOX'),
        args: ['-headless'],
        // Its driver would let a page on a disk read its neighbours, which no reader's Firefox does.
        prefs: { 'security.fileuri.strict_origin_policy': true },
      },
    }),
  WebKitGTK: async (more) => {
    const display = `:${90 + (process.pid % 900)}`;
    const screen = spawn(setting('XVFB'), [display, '-screen', '0', '1280x900x24'], { stdio: 'ignore' });
    after(() => screen.kill());
    return session(
      setting('WEBKIT_DRIVER'),
      {
        ...more,
        'webkitgtk:browserOptions': { binary: setting('WEBKIT_BROWSER'), args: ['--automation'] },
      },
      { DISPLAY: display },
    );
  },
};

/** Why nothing runs in this engine, as the `skip` option of `node:test`; false if it runs. */
export const missing = (name) => process.env[`DRUG_CARD_WITHOUT_${name.toUpperCase()}`] ?? false;
