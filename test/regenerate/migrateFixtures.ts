import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export const fixtures = fileURLToPath(new URL('./fixtures/sdk-1', import.meta.url));

/** A copy of the project that a fixture starts from, removed after the test. */
export async function copyOf(fixture: string): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'trifold-migrate-')));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await cp(join(fixtures, fixture, 'before'), root, { recursive: true });
  await mkdir(join(root, 'src'), { recursive: true });
  await writeFile(join(root, '.prettierrc'), '{ "singleQuote": true, "printWidth": 100 }');
  await writeFile(
    join(root, 'tsconfig.json'),
    '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
  );
  await writeFile(join(root, 'package.json'), '{}', { flag: 'wx' }).catch(() => undefined);
  return root;
}

/** The files of a folder by path, without those that every copy has. */
export async function filesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/\/(\.trifold|\.prettierrc|tsconfig\.json)/.test(path));
  const texts = await Promise.all(files.map((path) => readFile(path, 'utf8')));
  const named = files.map((path, index) => [relative(folder, path), texts[index] ?? ''] as const);
  return Object.fromEntries(
    named.filter(([path, text]) => path !== 'package.json' || text !== '{}'),
  );
}
