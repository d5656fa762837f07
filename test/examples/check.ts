import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateExamples } from './generate.js';

const examples = fileURLToPath(new URL('../../generated-examples', import.meta.url));
/** Inside the repository, so that the copy is formatted with the same configuration. */
const copy = fileURLToPath(new URL('../.generated/examples', import.meta.url));
const LEFT_OUT = new Set(['node_modules', '.next']);

/** Generates the examples anew in a copy, and names every file that comes out differently. */
await rm(copy, { recursive: true, force: true });
await cp(examples, copy, {
  recursive: true,
  filter: (path) =>
    !relative(examples, path)
      .split('/')
      .some((segment) => LEFT_OUT.has(segment)),
});
await generateExamples(copy);
const different = await differentFiles();
await rm(copy, { recursive: true, force: true });
if (different.length > 0) {
  console.error(`generated-examples is not what the templates write:\n  ${different.join('\n  ')}`);
  console.error('run `pnpm examples:update`, look at the changes and commit them');
  process.exit(1);
}
console.log('generated-examples is what the templates write');

async function differentFiles(): Promise<string[]> {
  const entries = await readdir(copy, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(copy, join(entry.parentPath, entry.name)));
  const compared = await Promise.all(
    paths.map(
      async (path) =>
        [path, await textOf(join(copy, path)), await textOf(join(examples, path))] as const,
    ),
  );
  return compared.filter(([, now, before]) => now !== before).map(([path]) => path);
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
