// The script of the Markdown core: makes the card of a Markdown file.

/**
 * @import { MarkdownCore } from '../bundle/reader-types.js'
 * @import { Message } from '../i18n/messages.js'
 */

import { card } from 'glue';
import { failure, run } from './wasm-runner.js';

/** No real monograph is nearly as large; the largest known has 10 kB. */
const LARGEST = 256 * 1024;

/**
 * @param {() => Promise<Response>} wasm
 * @returns {Promise<MarkdownCore>}
 */
export const open = async (wasm) => {
  const core = await run(
    wasm,
    async () => 0,
    () => ({ answer: (/** @type {string} */ markdown) => card(markdown) }),
  );
  /** @type {MarkdownCore['page']} */
  const page = async (src, fetcher) => {
    const url = new URL(src, document.baseURI);
    // In a srcdoc frame, `location` has no origin.
    if (url.origin !== self.origin) {
      throw bad(['The file {0} is on another site and is not read.', url.href], 'src takes a file of the same origin.');
    }
    const file = url.pathname.split('/').pop() || url.pathname;
    const text = await fetcher(url.href, { what: file, cache: 'no-cache', mode: 'same-origin' }, (response) =>
      read(response, file),
    );
    return { file, ...(await core.run(text)) };
  };
  return { ...core, page };
};

/**
 * The text of a Markdown file; throws if it is something else.
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
    throw bad(['The server sent a web page instead of {0}.', file], 'Check for a sign-in page or a wrong address.');
  }
  if (!text.trim()) {
    throw bad(['The file {0} arrived empty; part of it may be missing.', file], 'Check the file on the server.');
  }
  return text;
}

/**
 * @param {Message} message
 * @param {string} hint
 */
const bad = (message, hint) => failure('bad-data', message, hint);
