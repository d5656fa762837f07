import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { expect, it, onTestFinished } from 'vitest';
import type * as source from '../../src/format/formatInThreads.js';
import { temporaryProject } from '../host/support/project.js';

const MANY = 130;

it('formats many files in threads as it formats few without, and fails in the same way', async () => {
  const { formatInThreads } = await compiled();
  const { root } = await temporaryProject();
  await writeFile(join(root, '.prettierrc'), 'semi: false');
  await using formatter = formatInThreads(root);
  const texts = Array.from({ length: MANY }, (_, number) => `const  a = ${String(number)};`);

  const formatted = await Promise.all(texts.map((text) => formatter.format('src/a.ts', text)));

  expect(formatted).toEqual(texts.map((_, number) => `const a = ${String(number)}\n`));
  const error: unknown = await formatter.format('src/a.ts', 'const b = ;').catch((e: unknown) => e);
  expect(error).toMatchObject({
    code: 'FORMAT_FAILED',
    message: 'Prettier cannot format src/a.ts:1:11',
    fix: expect.stringContaining('make it valid ts'),
  });
  // What Prettier threw stays in the thread: so it was one.
  expect(error).not.toHaveProperty('cause');
});

/** Threads start from plain JavaScript only. */
async function compiled(): Promise<typeof source> {
  // Packages are found from the repository.
  const outDir = fileURLToPath(new URL('../.generated/formatInThreads', import.meta.url));
  onTestFinished(() => rm(outDir, { recursive: true, force: true }));
  for (const name of ['formatInThreads', 'formatThread']) {
    const ssr = fileURLToPath(new URL(`../../src/format/${name}.ts`, import.meta.url));
    const output = { format: 'esm' } as const;
    await build({
      configFile: false,
      logLevel: 'error',
      build: { ssr, outDir, emptyOutDir: false, rollupOptions: { output } },
    });
  }
  return import(pathToFileURL(join(outDir, 'formatInThreads.js')).href);
}
