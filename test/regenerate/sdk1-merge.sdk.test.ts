import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openProject } from '../../src/host/project.js';
import { sdk } from '../runtime/generated.js';
import { editedSdk0, HOST_FILES } from './editedSdk0.js';
import { outcomesOf, readIn, regenerate } from './project.js';

const ID = `sdk${sdk}-merged-from-0`;
const root = fileURLToPath(new URL(`../.generated/${ID}`, import.meta.url));

/** A workflow of 0.2 with edits, regenerated for 1.x where its alias leads to its own files. */
async function regenerated() {
  await rm(root, { recursive: true, force: true });
  for (const [path, text] of Object.entries(HOST_FILES)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text.replace('@/*', `@generated-${ID}/*`));
  }
  const project = await openProject(root);
  await editedSdk0(project, { alias: `@generated-${ID}/`, pageSize: 10 });
  return { project, result: await regenerate(project, { set: { sdk: 1 } }) };
}

describe.runIf(sdk === 1)('an edited workflow of 0.2 that is regenerated for 1.x', async () => {
  const { project, result } = await regenerated();

  it('has no conflict, and the edits', async () => {
    expect(Object.values(outcomesOf(result))).not.toContain('conflict');
    expect(await readIn(project, 'src/server/workflows/digest/index.ts')).toContain('rate: 3');
  });

  // The generated integration test itself, as printed: its suites become part of this one.
  await import(/* @vite-ignore */ join(root, 'src/server/workflows/digest/index.test.ts'));
});
