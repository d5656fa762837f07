import { readdirSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { trifold } from '../cli/host-project.js';
import { copyOf, filesIn, fixtures } from './migrateFixtures.js';

/** Each folder is a project before and after, with what the command says in `report.txt`. */
describe('migrate sdk-1', () => {
  test.each(readdirSync(fixtures).sort())('%s', async (fixture) => {
    const root = await copyOf(fixture);
    const { code, out, err } = await trifold(root, ['migrate', 'sdk-1']);
    expect(err).toBe('');
    expect(code).toBe(out.includes('\ndecide ') || out.startsWith('decide ') ? 1 : 0);
    const files = await filesIn(root);
    if (process.env['UPDATE_FIXTURES'] !== undefined) await update(fixture, files, out);
    expect(files).toEqual(await filesIn(join(fixtures, fixture, 'after')));
    expect(out).toBe(await readFile(join(fixtures, fixture, 'report.txt'), 'utf8'));
  });

  test.each(readdirSync(fixtures).sort())(
    '%s, run twice, changes nothing more',
    async (fixture) => {
      const root = await copyOf(fixture);
      const first = await trifold(root, ['migrate', 'sdk-1', '--json']);
      const files = await filesIn(root);
      const second = await trifold(root, ['migrate', 'sdk-1', '--json']);
      expect(await filesIn(root)).toEqual(files);
      expect(JSON.parse(second.out).files).toEqual([]);
      expect(JSON.parse(second.out).undecided).toEqual(JSON.parse(first.out).undecided);
      expect(second.code).toBe(first.code);
    },
  );
});

async function update(fixture: string, files: Record<string, string>, report: string) {
  const folder = join(fixtures, fixture, 'after');
  await rm(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await writeFile(join(fixtures, fixture, 'report.txt'), report);
}
