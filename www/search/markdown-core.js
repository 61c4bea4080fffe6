// Owns the Markdown core as the shell loads it: the file of a monograph in, its card out.

// @ts-expect-error -- esbuild puts the generated glue here
import { card } from 'glue';
import { failure, opener } from './wasm-runner.js';

/** No real monograph comes near it; the largest known is 10 kB. */
const LARGEST = 256 * 1024;

/** @type {import('./wasm-runner.js').Open} */
export const open = async (wasm, index) => {
  const core = await opener(
    () => ({ answer: (markdown) => card(markdown) }),
    async () => 0,
  )(wasm, index);
  /** @param {string} src @param {typeof import('../bundle/fetch-file.js').get} get */
  const page = async (src, get) => {
    const url = new URL(src, document.baseURI);
    if (url.origin !== location.origin) {
      throw bad(['The file {0} is on another site and is not read.', url.href], 'src takes a file of the same origin.');
    }
    const file = url.pathname.split('/').pop() || url.pathname;
    const text = await get(url.href, { what: file, cache: 'no-cache', mode: 'same-origin' }, (response) =>
      read(response, file),
    );
    return { file, ...(await core.run(text)) };
  };
  return { ...core, page };
};

/**
 * The text of a Markdown file, or why it is none.
 * @param {Response} response
 * @param {string} file
 */
async function read(response, file) {
  const size = Number(response.headers.get('content-length'));
  const bytes = size > LARGEST ? null : new Uint8Array(await response.arrayBuffer());
  if (!bytes || bytes.length > LARGEST) {
    throw bad(
      ['The file {0} is larger than {1} KiB and is not read.', file, LARGEST / 1024],
      'One file holds one medicine.',
    );
  }
  let text;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw bad(['The file {0} is not text in UTF-8.', file], 'Save it as UTF-8.');
  }
  if (response.headers.get('content-type')?.startsWith('text/html') || /^\s*<(!doctype|html)\b/i.test(text)) {
    throw bad(
      ['The server sent a web page instead of {0}.', file],
      'Look for a sign-in page, a wrong address, or a start page sent for every address.',
    );
  }
  if (!text.trim())
    throw bad(['The file {0} came empty; a part of it may be missing.', file], 'Look at the file on the server.');
  return text;
}

/**
 * @param {import('../i18n/messages.js').Words} message
 * @param {string} hint
 */
const bad = (message, hint) => failure('bad-data', message, hint);
