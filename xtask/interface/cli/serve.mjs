// Listens for `drug-card serve`, which has no sockets here: the program answers one request at a time, from file to file.

import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Most bytes in the header of a request. */
const MOST_BYTES = 16 << 10;

const PORT = 8080;

/**
 * Serves until the process ends; returns an exit code if it cannot.
 * @param {string[]} args the arguments of the command line
 * @param {(args: string[], files?: {stdin?: number, stdout?: number}) => Promise<number>} run
 * @returns {Promise<number>}
 */
export async function serve(args, run) {
  if (args.includes('--watch')) {
    process.stderr.write(
      'drug-card: expected no --watch with the program for Node; install the native program for that\n',
    );
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), 'drug-card-serve-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  process.on('SIGINT', () => process.exit(0));
  const [request, response] = ['request', 'response'].map((name) => join(folder, name));

  /** @param {Buffer | string} bytes */
  const answer = async (bytes) => {
    writeFileSync(request, bytes);
    const [stdin, stdout] = [openSync(request, 'r'), openSync(response, 'w')];
    const code = await run([...args, '--one-request'], { stdin, stdout }).finally(() => {
      closeSync(stdin);
      closeSync(stdout);
    });
    return { code, bytes: readFileSync(response) };
  };

  // Without a request, the program checks its arguments and prints the path to start at.
  const first = await answer('');
  if (first.code !== 0) return first.code;

  // One after the other: all requests share two files.
  let last = Promise.resolve();
  const server = createServer((socket) => {
    let head = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes) => {
      head = Buffer.concat([head, bytes]);
      if (head.length > MOST_BYTES) socket.destroy();
      if (!head.includes('\r\n\r\n')) return;
      socket.removeAllListeners('data');
      last = last.then(async () => socket.end((await answer(head)).bytes)).catch(() => socket.destroy());
    });
  });
  const at = args.findIndex((text) => /^--port(=|$)/.test(text));
  const port = Number(at < 0 ? PORT : (args[at].split('=')[1] ?? args[at + 1]));
  return new Promise((done) => {
    server.on('error', ({ message }) => {
      process.stderr.write(
        `drug-card: cannot listen on port ${port}: ${message}; choose another with --port, or 0 for a free one\n`,
      );
      done(3);
    });
    server.listen(port, '127.0.0.1', () => {
      const start = first.bytes.toString().trim();
      process.stdout.write(`Serving at http://127.0.0.1:${server.address().port}${start} (Ctrl+C stops)\n`);
    });
  });
}
