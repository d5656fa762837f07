import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hostProject, trifold, writtenFiles } from './host-project.js';

const DIGEST = ['gen', 'workflow', 'digest', '--entity', 'user'];
const ROUTE = 'src/app/(backend)/api/workflows/digest/execute-user/route.ts';

const document = z.looseObject({
  spec: z.looseObject({}),
  written: z.boolean(),
  files: z.array(z.looseObject({ path: z.string(), status: z.string() })),
  nextSteps: z.looseObject({ test: z.string().optional() }),
});

describe('gen workflow', () => {
  it('writes the workflow and its record, and says what comes next', async () => {
    const root = await hostProject();

    const { code, out, err } = await trifold(root, DIGEST);

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(await writtenFiles(root)).toEqual(
      expect.arrayContaining([ROUTE, '.trifold/digest/record.json', '.trifold/project.json']),
    );
    expect(out.slice(out.indexOf('Next'))).toBe(`Next
  1. Add the missing dependencies:
     npm install @upstash/workflow debug
     npm install -D @types/debug vitest trifold
  2. Fill in the operations, in src/server/workflows/digest/operations.ts:
     listUsers, filterUsers, filterUsersSavedBy, loadUser, executeUser, saveUser
  3. Tell vitest the import alias, in vitest.config.ts:
     import { fileURLToPath } from 'node:url';
     const folder = fileURLToPath(new URL('./src/', import.meta.url));
     export default { resolve: { alias: { '@/': folder } } };
  4. Run the integration test, which is green before that:
     npx vitest run src/server/workflows/digest
  5. Try a dry run, on the local engine:
     npx vitest run src/server/workflows/digest -t "dry run"
  6. Start a dry run where it is deployed:
     import { DigestWorkflow } from '@/server/workflows/digest';
     await DigestWorkflow.triggerProcessUsers({ dryRun: true });
`);
  });

  it('changes nothing when run again', async () => {
    const root = await hostProject();
    await trifold(root, DIGEST);
    const before = await writtenFiles(root);

    const { code, out } = await trifold(root, DIGEST);

    expect(code).toBe(0);
    expect(out).toContain('nothing to do: 12 unchanged');
    expect(await writtenFiles(root)).toEqual(before);
  });

  it('stops at a file with other content, and writes nothing', async () => {
    const root = await hostProject({ [ROUTE]: '// mine\n' });

    const { code, err } = await trifold(root, DIGEST);

    expect(code).toBe(2);
    expect(err).toContain(`error GEN_TARGET_EXISTS: ${ROUTE} already exists`);
    expect(await writtenFiles(root)).toEqual([ROUTE]);
  });

  it('leaves that file with --skip, and replaces it with --force', async () => {
    const root = await hostProject({ [ROUTE]: '// mine\n' });

    expect((await trifold(root, [...DIGEST, '--skip'])).code).toBe(0);
    expect(await readFile(join(root, ROUTE), 'utf8')).toBe('// mine\n');

    expect((await trifold(root, [...DIGEST, '--force'])).code).toBe(0);
    expect(await readFile(join(root, ROUTE), 'utf8')).toContain('export const POST');
  });

  it('prints the tree with --dry-run and writes nothing', async () => {
    const root = await hostProject();

    const { code, out } = await trifold(root, [...DIGEST, '--dry-run']);

    expect(code).toBe(0);
    expect(out).toContain('  app/(backend)/api/workflows/digest/\n    process-users/\n');
    expect(out).toContain('nothing was written');
    expect(await writtenFiles(root)).toEqual([]);
  });

  it('prints the changes with --diff, and ends with 1 where the run would stop', async () => {
    const root = await hostProject({ [ROUTE]: '// mine\n' });

    const { code, out, err } = await trifold(root, [...DIGEST, '--diff']);

    expect(code).toBe(1);
    expect(out).toContain(`--- a/${ROUTE}\n+++ b/${ROUTE}\n`);
    expect(out).toContain('-// mine\n');
    expect(err).toContain('the run will stop unless --force or --skip is given');
    expect(await writtenFiles(root)).toEqual([ROUTE]);
    expect((await trifold(root, [...DIGEST, '--diff', '--force'])).code).toBe(0);
  });

  it('prints one JSON document with --json, and nothing else', async () => {
    const root = await hostProject();

    const { code, out, err } = await trifold(root, [...DIGEST, '--json', '--no-test']);

    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { spec, files, written, nextSteps } = document.parse(JSON.parse(out));
    expect(written).toBe(true);
    expect(spec).toMatchObject({ name: 'digest', test: false, logNamespace: 'web-app' });
    expect(files.map(({ status }) => status)).toEqual(files.map(() => 'created'));
    expect(files.some(({ path }) => path.endsWith('.test.ts'))).toBe(false);
    expect(nextSteps.test).toBeUndefined();
  });

  it('names the project folder in the commands when it is not the current one', async () => {
    const root = await hostProject({ 'pnpm-lock.yaml': '', 'src/deep/keep.txt': '' });

    const { out } = await trifold(join(root, 'src'), DIGEST);

    expect(out).toContain('npx vitest run --root .. src/server/workflows/digest\n');
    expect(out).toContain('pnpm --dir .. add @upstash/workflow debug\n');
  });
});

describe('answers', () => {
  it('come from flags, then --spec, then the project, then the defaults', async () => {
    const root = await hostProject({
      'digest.json': JSON.stringify({
        $schema: './workflow.schema.json',
        name: 'digest',
        entity: 'user',
        pageSize: 10,
        chunkSize: 5,
      }),
    });

    const argv = ['gen', 'workflow', '--spec', 'digest.json', '--page-size', '30', '--dry-run'];
    const { out } = await trifold(root, [...argv, '--json']);

    expect(document.parse(JSON.parse(out)).spec).toMatchObject({
      pageSize: 30,
      chunkSize: 5,
      logNamespace: 'web-app',
      dispatch: 'chunk',
    });
  });

  it('come from the record of the project once it has one', async () => {
    const root = await hostProject();
    await trifold(root, [...DIGEST, '--log-namespace', 'mine', '--db-import', '@/db']);

    const argv = ['gen', 'workflow', 'other', '--entity', 'agent', '--dry-run', '--json'];
    const { out } = await trifold(root, argv);

    expect(document.parse(JSON.parse(out)).spec).toMatchObject({
      logNamespace: 'mine',
      database: { import: '@/db', name: 'getServerDB' },
    });
  });

  it('come from stdin with --spec -', async () => {
    const root = await hostProject();
    const text = '{"name":"digest","entity":"user","flags":[{"name":"paidOnly"}]}';

    const argv = ['gen', 'workflow', '--spec', '-', '--flag', 'tone:string@execute', '--dry-run'];
    const { out } = await trifold(root, [...argv, '--json'], { readStdin: async () => text });

    expect(document.parse(JSON.parse(out)).spec).toMatchObject({
      flags: [{ name: 'tone', type: 'string', layers: ['execute'] }],
    });
  });

  it('that are missing are named as flags when there is nobody to ask', async () => {
    const root = await hostProject();

    const { code, out, err } = await trifold(root, ['gen', 'workflow', '--yes']);

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe(`error CLI_ANSWERS_MISSING: missing: --name <text>, --entity <text>
  why: gen workflow has no default for them, and nobody to ask
  fix: add --name <text> --entity <text>, or put "name" and "entity" into the --spec file
`);
  });

  it.each([
    ['../../x', 'use x'],
    ['', 'give a name, like welcome-placeholder'],
    ['x'.repeat(300), `use ${'x'.repeat(60)}`],
    ['người-dùng', 'use nguoi-dung'],
    ['2fast', 'use two-fast'],
  ])('with the name %j write nothing', async (name, fix) => {
    const root = await hostProject();

    const { code, err } = await trifold(root, ['gen', 'workflow', name, '--entity', 'user']);

    expect(code).toBe(2);
    expect(err).toContain('error SPEC_INVALID: name: ');
    expect(err).toContain(`fix: ${fix}\n`);
    expect(await writtenFiles(root)).toEqual([]);
  });

  it.each(['../outside', '/tmp/outside', 'src/../../outside'])(
    'with the folder %s write nothing',
    async (folder) => {
      const root = await hostProject();
      const { code, err } = await trifold(root, [...DIGEST, '--workflows-path', folder]);
      expect(code).toBe(2);
      expect(err).toContain('error SPEC_INVALID: paths.workflows: ');
      expect(await writtenFiles(root)).toEqual([]);
    },
  );
});
