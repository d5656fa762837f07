import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFormatter } from '../../src/format/formatter.js';
import { importAliases } from '../../src/host/importAliases.js';
import { readSources } from '../../src/host/readSources.js';
import { walkSources } from '../../src/host/walkSources.js';
import { dueFor, MIGRATIONS } from '../../src/regenerate/migrations/index.js';
import type { CodeFile, Migration } from '../../src/regenerate/migrations/migration.js';
import { copyOf, fixtures, filesIn } from './migrateFixtures.js';

const cases = MIGRATIONS.flatMap((migration) =>
  readdirSync(join(fixtures, '..', migration.id))
    .sort()
    .map((fixture) => [migration.id, fixture, migration] as const),
);

/** Folders of projects before and after each migration. */
describe.each(cases)('%s of %s', (id, fixture, migration) => {
  it('makes of the project before the one after, and of that nothing else', async () => {
    const { files, aliases, format } = await projectBefore(fixture);
    const once = await applied(migration, files, aliases);
    const twice = await applied(migration, once, aliases);

    expect(once).not.toBe(files);
    expect(twice).toEqual(once);
    const after = Object.entries(await filesIn(join(fixtures, '..', id, fixture, 'after')));
    const code = after.filter(([path]) => /\.[jt]sx?$/.test(path));
    expect(code.length).toBeGreaterThan(0);
    for (const [path, wanted] of code) {
      const text = once.find((file) => file.path === path)?.text ?? '';
      expect(await format(path, text), path).toBe(await format(path, wanted));
    }
  });
});

async function projectBefore(fixture: string) {
  const root = await copyOf(fixture);
  const walked = walkSources({ root });
  const { files } = readSources({ root }, walked);
  return { files, aliases: importAliases({ root }, walked), format: createFormatter(root) };
}

async function applied(
  migration: Migration,
  files: readonly CodeFile[],
  aliases: ReturnType<typeof importAliases>,
): Promise<CodeFile[]> {
  const selected = files.map(({ path }) => path);
  const result = await migration.apply(files, { aliases, selected });
  const changed = new Map(result.files.map(({ path, text }) => [path, text]));
  return files.map(({ path, text }) => ({ path, text: changed.get(path) ?? text }));
}

describe('the list of migrations', () => {
  it('is sorted: templates by their version, then the SDK', () => {
    const order = MIGRATIONS.map(({ step }) => (step.of === 'sdk' ? Infinity : step.to));
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    expect(new Set(MIGRATIONS.map(({ id }) => id)).size).toBe(MIGRATIONS.length);
  });

  const nothing = async () => ({ files: [], undecided: [] });
  const list: Migration[] = [
    { id: 'a', about: '', step: { of: 'templates', from: 1, to: 2 }, apply: nothing },
    { id: 'b', about: '', step: { of: 'templates', from: 2, to: 3 }, apply: nothing },
    { id: 'c', about: '', step: { of: 'sdk', from: 0, to: 1 }, apply: nothing },
  ];

  it.each([
    ['1', 0, '3', 1, ['a', 'b', 'c']],
    ['2', 0, '3', 0, ['b']],
    ['1', 1, '2', 1, ['a']],
    ['3', 1, '1', 0, []],
    ['own-0123456789ab', 0, '3', 1, ['c']],
    ['own-0123456789ab@1', 1, 'own-ba9876543210@2', 1, ['a']],
    ['own-0123456789ab@1', 1, 'own-ba9876543210@1', 1, []],
    ['1', 1, 'own-ba9876543210@3', 1, ['a', 'b']],
    ['own-0123456789ab@1+7', 1, 'own-ba9876543210@2+8', 1, ['a']],
    ['own-0123456789ab@2', 1, '3', 1, ['b']],
    ['1', 1, 'own-0123456789ab', 1, []],
  ] as const)(
    'from templates %s and SDK %s to %s and %s: %j',
    (templatesBefore, sdkBefore, templatesAfter, sdkAfter, ids) => {
      const from = { templateVersion: templatesBefore, sdk: sdkBefore };
      const to = { templateVersion: templatesAfter, sdk: sdkAfter };
      expect(dueFor({ from, to }, list).map(({ id }) => id)).toEqual(ids);
    },
  );
});
