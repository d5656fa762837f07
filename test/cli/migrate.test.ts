import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyOf, filesIn, fixtures } from '../regenerate/migrateFixtures.js';
import { commitAll } from '../host/support/git.js';
import { hostProject, trifold } from './host-project.js';

const ROUTES = 'src/app/(backend)/api/workflows/welcome-placeholder';

describe('migrate', () => {
  it('previews as a diff and writes nothing', async () => {
    const root = await copyOf('guide');
    const files = await filesIn(root);
    const { code, out } = await trifold(root, ['migrate', 'sdk-1', '--diff']);
    expect(code).toBe(0);
    expect(out).toContain(
      '-      this.client = new Client({ token, url: process.env.QSTASH_URL });',
    );
    expect(out).toContain('+    "@upstash/workflow": "^1.3.3",');
    expect(await filesIn(root)).toEqual(files);
  });

  it('works on the given folder, and where its routes are started', async () => {
    const root = await copyOf('guide');
    const before = await filesIn(root);
    const { out } = await trifold(root, ['migrate', 'sdk-1', `${ROUTES}/generate-user`, '--json']);
    const changed = JSON.parse(out).files.map(({ path }: { path: string }) => path);
    expect(changed).toEqual([
      `${ROUTES}/generate-user/route.ts`,
      'src/server/workflows/welcomePlaceholder/index.ts',
      'package.json',
    ]);
    const after = await filesIn(root);
    const paginate = `${ROUTES}/paginate-users/route.ts`;
    expect(after[paginate]).toBe(before[paginate]);
  });

  it('keeps Windows line ends, in moved options and comments as well', async () => {
    const root = await copyOf('out-of-sight');
    const asWindows = (text: string) => text.replaceAll('\n', '\r\n');
    const before = await filesIn(root);
    for (const [path, text] of Object.entries(before))
      await writeFile(join(root, path), asWindows(text));
    await trifold(root, ['migrate', 'sdk-1']);
    const after = await filesIn(join(fixtures, 'out-of-sight/after'));
    const expected = Object.entries(after).map(([path, text]) => [path, asWindows(text)]);
    expect(await filesIn(root)).toEqual(Object.fromEntries(expected));
  });

  it('is taken back by undo', async () => {
    const root = await copyOf('guide');
    const before = await filesIn(root);
    await trifold(root, ['migrate', 'sdk-1']);
    expect((await trifold(root, ['undo'])).code).toBe(0);
    expect(await filesIn(root)).toEqual(before);
  });

  it('ends with 1 where it cannot decide, and names the lines', async () => {
    const { code, out } = await trifold(await copyOf('to-decide'), ['migrate', 'sdk-1']);
    expect(code).toBe(1);
    expect(out).toContain('decide src/app/api/known/route.ts:8 1.x ignores flowControl here');
  });

  it('leaves generated files to regenerate, which migrates what people wrote in them', async () => {
    const root = await hostProject();
    await trifold(root, ['gen', 'workflow', 'digest', '--entity', 'user', '--sdk', '0']);
    const file = join(root, 'src/server/workflows/client.ts');
    const text = await readFile(file, 'utf8');
    const mine = 'export const mine = { key: "a:b", flowControl: true, ratePerSecond: 1 };\n';
    await writeFile(file, text + mine);
    const { code, out } = await trifold(root, ['migrate', 'sdk-1', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      files: [],
      toRegenerate: expect.arrayContaining(['src/server/workflows/digest/index.ts']),
    });
    expect((await trifold(root, ['regenerate', '--set', 'sdk=1'])).code).toBe(0);
    const migrated = await readFile(file, 'utf8');
    expect(migrated).toContain('{ key: "a.b", flowControl: true, rate: 1 }');
    expect(migrated).not.toContain('useFailureFunction');
    // What the templates print for 1.x has nothing left to migrate either.
    expect((await trifold(root, ['migrate', 'sdk-1'])).out).toContain('nothing to do');
  });

  it('stops at uncommitted changes in a file that it would change, and only there', async () => {
    const root = await copyOf('guide');
    await commitAll(root);
    await writeFile(join(root, 'NOTES.md'), 'not committed\n');
    const route = join(root, ROUTES, 'generate-user/route.ts');
    await writeFile(route, `${await readFile(route, 'utf8')}\n// mine\n`);
    const before = await filesIn(root);

    const stopped = await trifold(root, ['migrate', 'sdk-1']);

    expect(stopped.code).toBe(2);
    expect(stopped.err).toContain(
      `error REGENERATE_UNCOMMITTED: ${ROUTES}/generate-user/route.ts has uncommitted changes`,
    );
    expect(stopped.err).not.toContain('NOTES.md');
    expect(await filesIn(root)).toEqual(before);
    expect((await trifold(root, ['migrate', 'sdk-1', '--force'])).code).toBe(0);
    expect(await readFile(route, 'utf8')).toContain('// mine');
  });

  it('names the migrations there are', async () => {
    const { code, err } = await trifold(await hostProject(), ['migrate', 'sdk1']);
    expect(code).toBe(2);
    expect(err).toContain('error CLI_MIGRATION_UNKNOWN: there is no migration sdk1');
    expect(err).toContain('fix: write sdk-1');
  });
});
