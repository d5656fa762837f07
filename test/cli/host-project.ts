import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Io } from '../../src/cli/io.js';
import { run } from '../../src/cli/run.js';

/** A project on the disk that is removed after the test. */
export async function hostProject(files: Record<string, string> = {}): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'trifold-cli-')));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const all = {
    'package.json': JSON.stringify({ name: '@acme/web-app', type: 'module' }),
    'tsconfig.json': JSON.stringify({ compilerOptions: { paths: { '@/*': ['./src/*'] } } }),
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

/** Every file of the project, sorted, without what the project had from the start. */
export async function writtenFiles(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !['package.json', 'tsconfig.json'].includes(path))
    .filter((path) => !path.startsWith('.trifold/.journal'))
    .sort();
}

/** Runs the command line in this process, without a terminal. */
export async function trifold(cwd: string, argv: readonly string[], io: Partial<Io> = {}) {
  let out = '';
  let err = '';
  const code = await run(argv, {
    cwd,
    env: {},
    isTerminal: false,
    colour: { out: false, err: false },
    out: (text) => (out += text),
    err: (text) => (err += text),
    outSize: () => undefined,
    readStdin: async () => '',
    confirm: async () => false,
    untilInterrupted: () => new Promise(() => undefined),
    ...io,
  });
  return { code, out, err };
}
