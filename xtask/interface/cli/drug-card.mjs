#!/usr/bin/env node
// Runs the command line tool, compiled to WebAssembly, with the files of this machine.

import { readFile } from 'node:fs/promises';
import { parse, resolve } from 'node:path';
import process from 'node:process';
import { serve } from './serve.mjs';

const OLDEST_NODE = 20;

// Node warns on every run that its WASI may change; a user of this program cannot act on that.
const { emitWarning } = process;
process.emitWarning = (warning, ...rest) => {
  if (!/\bWASI\b/.test(warning)) emitWarning.call(process, warning, ...rest);
};
const { WASI } = await import('node:wasi');

const folder = process.cwd();
// On Windows, the program sees the drive of the working directory as `/`.
const { root } = parse(folder);
const asSeen = (path) => path.replace(root, '/').replaceAll('\\', '/');
const argument = (text) => (root !== '/' && text.startsWith(root) ? asSeen(resolve(text)) : text);

if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
  const needed = `expected Node ${OLDEST_NODE} or newer, but this is ${process.version}; update Node`;
  process.stderr.write(`drug-card: ${needed}\n`);
  process.exit(2);
}
const program = await WebAssembly.compile(await readFile(new URL('drug-card.wasm', import.meta.url)));

/**
 * Runs the program and returns its exit code.
 * @param {string[]} args
 * @param {{stdin?: number, stdout?: number}} [files] open files in place of standard input and output
 */
async function run(args, files = {}) {
  const wasi = new WASI({
    version: 'preview1',
    args: ['drug-card', ...args.map(argument)],
    env: { ...process.env, PWD: asSeen(folder) },
    preopens: { '/': root },
    returnOnExit: true,
    ...files,
  });
  return wasi.start(await WebAssembly.instantiate(program, wasi.getImportObject()));
}

const args = process.argv.slice(2);
const isHelp = args.some((text) => ['-h', '--help'].includes(text));
process.exitCode = await (args[0] === 'serve' && !isHelp ? serve(args, run) : run(args));
