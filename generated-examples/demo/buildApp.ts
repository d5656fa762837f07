import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { appFolder } from './appFolder.js';

/** Next's command line, as a file for `node`. */
export const nextBin = createRequire(join(appFolder, 'package.json')).resolve('next/dist/bin/next');

/** What the last build was made of, beside the build. */
const stampFile = join(appFolder, '.next', 'built-from.sha256');

const inputs = [
  'src',
  'next.config.ts',
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
  '../pnpm-lock.yaml',
];

/** Builds the application unless the build that is there was made of the same sources. True when it had to. */
export async function buildApp(): Promise<boolean> {
  const stamp = await hashInputs();
  if ((await readFile(stampFile, 'utf8').catch(() => '')) === stamp) return false;

  await runBuild();
  await writeFile(stampFile, stamp);
  return true;
}

async function runBuild(): Promise<void> {
  const build = spawn(process.execPath, [nextBin, 'build'], {
    cwd: appFolder,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => build.kill('SIGKILL');
  process.once('exit', kill);

  let output = '';
  for (const stream of [build.stdout, build.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  await once(build, 'close');
  process.off('exit', kill);
  if (build.exitCode !== 0) throw new Error(`next build failed:\n${output}`);
}

async function hashInputs(): Promise<string> {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of await filesIn(input)) {
      hash
        .update(`${file}\0`)
        .update(await readFile(join(appFolder, file)))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

/** A file itself, or all files of a folder, in a stable order. */
async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(join(appFolder, path), {
    withFileTypes: true,
    recursive: true,
  }).catch(() => undefined);
  if (entries === undefined) return [path];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(appFolder.length))
    .sort();
}
