import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { npxEnv, packTrifold } from './packTrifold.js';

const run = promisify(execFile);
const fixture = fileURLToPath(new URL('fixtures/runners', import.meta.url));
let host: string;

/** A project with the packed package, the SDK and jest, none of which are configured. */
beforeAll(async () => {
  host = await mkdtemp(join(tmpdir(), 'trifold-runners-'));
  await cp(fixture, host, { recursive: true });
  await writeFile(join(host, 'package.json'), JSON.stringify({ name: 'host', private: true }));
  const tarball = await packTrifold(host);
  await run(
    'npm',
    ['install', '--no-audit', '--no-fund', tarball, '@upstash/workflow@1.3.3', 'jest@30'],
    { cwd: host, env: npxEnv },
  );
}, 300_000);

afterAll(() => rm(host, { recursive: true, force: true }));

/** Both streams: jest reports on stderr. */
async function inHost(command: string, args: readonly string[], nodeOptions = '') {
  const env = { ...npxEnv, NODE_OPTIONS: nodeOptions };
  const { stdout, stderr } = await run(command, args, { cwd: host, env });
  return stdout + stderr;
}

describe('the test kit, installed', { timeout: 60_000 }, () => {
  it('works under jest as jest comes', async () => {
    const output = await inHost('npx', ['jest', 'jest.test.cjs']);

    expect(output).toContain('Tests:       6 passed, 6 total');
    expect(output).not.toContain('did not exit');
  });

  it('works under jest with ES modules', async () => {
    const output = await inHost('npx', ['jest', 'jest-esm.test.mjs'], '--experimental-vm-modules');

    expect(output).toContain('Tests:       6 passed, 6 total');
  });

  it('works when jest runs all files in one process', async () => {
    const output = await inHost('npx', ['jest', '--runInBand'], '--experimental-vm-modules');

    expect(output).toContain('Tests:       12 passed, 12 total');
  });

  it.each(['node.cjs', 'node.mjs'])('works under node:test: %s', async (file) => {
    const output = await inHost('node', ['--test', '--test-reporter=tap', file]);

    expect(output).toContain('# pass 6\n# fail 0');
  });
});
