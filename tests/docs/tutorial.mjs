// Does what docs/tutorial.md says: runs its commands in an empty folder, and compares what it shows as printed.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TUTORIAL = fileURLToPath(new URL('../../docs/tutorial.md', import.meta.url));
const BLOCK = /^```(sh|console)\n([\s\S]*?)^```$/gm;

/**
 * @param {string[]} program the command and its first arguments, such as ['node', 'cli/drug-card.mjs']
 * @param {string} folder an empty folder
 * @param {(args: string[], work: string) => Promise<void>} serve takes the place of `drug-card serve`, which would not end
 */
export async function followTutorial(program, folder, serve) {
  const bin = join(folder, 'bin');
  const work = join(folder, 'work');
  mkdirSync(bin, { recursive: true });
  mkdirSync(work);
  writeFileSync(join(bin, 'drug-card'), `#!/bin/sh\nexec ${program.map((word) => `'${word}'`).join(' ')} "$@"\n`);
  chmodSync(join(bin, 'drug-card'), 0o755);
  const env = { ...process.env, PATH: bin + delimiter + process.env.PATH };
  const run = (command, flags) => spawnSync('sh', [flags, command], { cwd: work, env, encoding: 'utf8' });
  const done = { commands: 0, answers: 0, served: 0 };
  for (const [, language, block] of readFileSync(TUTORIAL, 'utf8').matchAll(BLOCK)) {
    if (language === 'sh') {
      const { status, stderr } = run(block, '-euc');
      assert.equal(status, 0, block + stderr);
      done.commands += 1;
      continue;
    }
    const [command, printed] = block.replace(/^\$ /, '').split(/\n([\s\S]*)/);
    if (command.startsWith('drug-card serve')) {
      await serve(command.split(' ').slice(1), work);
      done.served += 1;
      continue;
    }
    const { stdout, stderr } = run(command, '-uc');
    assert.equal(stdout + stderr, printed, command);
    done.answers += 1;
  }
  assert.deepEqual(done, { commands: 4, answers: 3, served: 1 });
}
