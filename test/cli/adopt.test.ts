import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyOf, filesIn } from '../regenerate/migrateFixtures.js';
import { trifold } from './host-project.js';

const CLASS = 'src/server/workflows/welcomePlaceholder/index.ts';
const ROUTES = 'src/app/(backend)/api/workflows';
const adopt = ['adopt', 'welcome-placeholder'];

/** The user's own files: templates and configuration left out. */
async function sourcesOf(root: string): Promise<Record<string, string>> {
  const files = Object.entries(await filesIn(root));
  return Object.fromEntries(files.filter(([path]) => path.startsWith('src/')));
}

describe('adopt', () => {
  it('infers the answers from routes, class and flow control', async () => {
    const { code, out } = await trifold(await copyOf('guide'), [...adopt, '--dry-run', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      written: false,
      spec: {
        entity: 'user',
        entities: 'users',
        verb: 'generate',
        dispatch: 'item',
        sdk: 0,
        flags: [],
        paths: { routes: ROUTES, workflows: 'src/server/workflows' },
        payloadTypes: {
          process: 'ProcessUsersPayload',
          paginate: 'PaginateUsersPayload',
          execute: 'GenerateUserPlaceholderPayload',
        },
        flowControl: {
          process: { parallelism: 1, rate: 1 },
          paginate: { parallelism: 20, rate: 5 },
          execute: { parallelism: 10, itemsPerSecond: 1.25 },
        },
        test: false,
      },
    });
  });

  it('shows them, and takes a flag instead', async () => {
    const argv = [...adopt, '--dry-run', '--page-size', '100'];
    const { out } = await trifold(await copyOf('guide'), argv);
    expect(out).toContain('execute   10 at once, 1.25 items/s');
    expect(out).toContain('pages     100 ids, chunks of 20, dispatch item');
    expect(out).toContain('nothing was written');
  });

  it('writes only the record, and regenerate then leaves every file as it is', async () => {
    const root = await copyOf('guide');
    const before = await sourcesOf(root);
    expect(await trifold(root, [...adopt, '--yes'])).toMatchObject({ code: 0, err: '' });
    expect(await sourcesOf(root)).toEqual(before);
    expect((await trifold(root, ['regenerate', '--check'])).code).toBe(0);
    expect((await trifold(root, ['regenerate'])).code).toBe(0);
    expect(await sourcesOf(root)).toEqual(before);
  });

  it('records the re-exports of a cloud repository as they are', async () => {
    const root = await copyOf('guide');
    const path = `cloud/${ROUTES}/welcome-placeholder/process-users/route.ts`;
    const specifier = `lobehub/${ROUTES}/welcome-placeholder/process-users/route`;
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), `export { POST } from "${specifier}"`);
    const before = await filesIn(root);

    const { out } = await trifold(root, [...adopt, '--yes']);

    expect(out).toContain('re-exports lobehub, in cloud');
    expect((await trifold(root, ['regenerate', '--check'])).code).toBe(0);
    await trifold(root, ['regenerate']);
    expect(await filesIn(root)).toEqual(before);
  });

  it('loses no line of the user when a template changes, and reports the conflict', async () => {
    const root = await copyOf('guide');
    const before = await sourcesOf(root);
    await trifold(root, [...adopt, '--yes']);
    await trifold(root, ['eject']);
    const template = join(root, 'trifold-templates/workflow/index.ts.hbs');
    const text = await readFile(template, 'utf8');
    expect(text).toContain('export class {{Workflow}} {');
    await writeFile(
      template,
      text.replace(
        'export class {{Workflow}} {',
        'export class {{Workflow}} {\n  static readonly version = 2;\n',
      ),
    );

    const { code, out } = await trifold(root, ['regenerate']);
    const after = await sourcesOf(root);
    const lines = (after[CLASS] ?? '').split('\n');
    for (const line of (before[CLASS] ?? '').split('\n')) expect(lines).toContain(line);
    expect({ ...after, [CLASS]: '' }).toEqual({ ...before, [CLASS]: '' });
    expect(after[CLASS]).toContain('static readonly version = 2;');
    expect(code).toBe(1);
    expect(after[CLASS]).toContain('<<<<<<< yours');
    expect(out).toContain('conflict');
  });

  it('asks at a terminal, and writes nothing on a no', async () => {
    const root = await copyOf('guide');
    const before = await filesIn(root);
    const { code, out } = await trifold(root, adopt, { isTerminal: true });
    expect(code).toBe(0);
    expect(out).toContain('nothing was written');
    expect(await filesIn(root)).toEqual(before);
    expect((await trifold(root, ['regenerate'])).err).toContain('REGENERATE_NOTHING_RECORDED');
  });

  it('refuses a workflow that is recorded, and one that is not there', async () => {
    const root = await copyOf('guide');
    await trifold(root, [...adopt, '--yes']);
    expect((await trifold(root, [...adopt, '--yes'])).err).toContain('REGENERATE_ADOPTED_ALREADY');
    const { code, err } = await trifold(root, ['adopt', 'digest', '--yes']);
    expect(code).toBe(2);
    expect(err).toContain(
      'error REGENERATE_CANNOT_ADOPT: the three routes of digest cannot be found',
    );
  });

  it('is taken back by undo', async () => {
    const root = await copyOf('guide');
    await trifold(root, [...adopt, '--yes']);
    await trifold(root, ['undo']);
    expect((await trifold(root, ['regenerate'])).err).toContain('REGENERATE_NOTHING_RECORDED');
  });
});
