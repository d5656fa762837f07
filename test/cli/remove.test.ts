import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hostProject, trifold, writtenFiles } from './host-project.js';

const CLASS = 'src/server/workflows/digest/index.ts';
const OPERATIONS = 'src/server/workflows/digest/operations.ts';
const CLIENT = 'src/server/workflows/client.ts';
const READER = 'src/server/workflows/payload.ts';

async function generated(...names: string[]): Promise<string> {
  const root = await hostProject();
  for (const name of names) await trifold(root, ['gen', 'workflow', name, '--entity', 'user']);
  return root;
}

async function put(root: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

describe('remove', () => {
  it('of the only workflow leaves the project as before it', async () => {
    const root = await generated('digest');
    const { code, out, err } = await trifold(root, ['remove', 'digest']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('digest is removed; `trifold undo` brings it back');
    expect(await writtenFiles(root)).toEqual([]);
  });

  it('keeps what another workflow has, and the files that both share', async () => {
    const root = await generated('digest');
    const files = await writtenFiles(root);
    await trifold(root, ['gen', 'workflow', 'report', '--entity', 'user']);
    const { code, out } = await trifold(root, ['remove', 'report']);
    expect(code).toBe(0);
    expect(out).toContain('client.ts  kept for digest');
    expect(await writtenFiles(root)).toEqual(files);
  });

  it('keeps a file that somebody edited, with the shared files it imports, and ends with 1', async () => {
    const root = await generated('digest');
    await appendFile(join(root, CLASS), '// mine\n');
    const { code, out } = await trifold(root, ['remove', 'digest']);
    expect(code).toBe(1);
    expect(out).toContain(`note ${CLASS} was edited and stays`);
    expect(await writtenFiles(root)).toEqual(
      expect.arrayContaining([CLASS, CLIENT, '.trifold/project.json']),
    );
    expect(await writtenFiles(root)).not.toContain('.trifold/digest/record.json');
  });

  it('with --yes keeps edited files and ends with 0, with --force removes them', async () => {
    const root = await generated('digest');
    await appendFile(join(root, OPERATIONS), '// mine\n');
    expect((await trifold(root, ['remove', 'digest', '--yes'])).code).toBe(0);
    expect(await readFile(join(root, OPERATIONS), 'utf8')).toContain('// mine');

    await trifold(root, ['undo']);
    expect((await trifold(root, ['remove', 'digest', '--force'])).code).toBe(0);
    expect(await writtenFiles(root)).toEqual([]);
  });

  it('at a terminal asks for each edited file', async () => {
    const root = await generated('digest');
    for (const path of [CLASS, OPERATIONS]) await appendFile(join(root, path), '// mine\n');
    const asked: string[] = [];
    const confirm = async (question: string) => {
      asked.push(question);
      return question.startsWith(CLASS);
    };
    const { code } = await trifold(root, ['remove', 'digest'], { isTerminal: true, confirm });
    expect(code).toBe(0);
    expect(asked).toHaveLength(2);
    const left = await writtenFiles(root);
    expect(left).toContain(OPERATIONS);
    expect(left).not.toContain(CLASS);
  });

  it.each([
    [
      'by the alias',
      'src/app/start.ts',
      "import { triggerWorkflow } from '@/server/workflows/client';",
    ],
    ['by its path', 'src/server/jobs/start.mts', "export * from '../workflows/client.js';"],
    [
      'when it is needed',
      'src/start.ts',
      "const client = await import('./server/workflows/client');",
    ],
  ])('keeps a shared file that other code imports %s', async (_, path, text) => {
    const root = await generated('digest');
    await put(root, path, text);
    const { code, out } = await trifold(root, ['remove', 'digest']);
    expect(code).toBe(0);
    expect(out).toContain(`client.ts  kept for ${path}`);
    const left = await writtenFiles(root);
    expect(left).toContain(CLIENT);
    expect(left).not.toContain(READER);
  });

  it('takes a checkout with other line ends for untouched', async () => {
    const root = await generated('digest');
    const text = await readFile(join(root, CLASS), 'utf8');
    await writeFile(join(root, CLASS), text.replaceAll('\n', '\r\n'));
    expect((await trifold(root, ['remove', 'digest'])).code).toBe(0);
    expect(await writtenFiles(root)).toEqual([]);
  });

  it('does not mind files that are gone already', async () => {
    const root = await generated('digest');
    await rm(join(root, OPERATIONS));
    const { code, out } = await trifold(root, ['remove', 'digest']);
    expect(code).toBe(0);
    expect(out).toContain('operations.ts  gone already');
  });

  it('is taken back by undo', async () => {
    const root = await generated('digest');
    const files = await writtenFiles(root);
    await trifold(root, ['remove', 'digest']);
    expect((await trifold(root, ['undo'])).code).toBe(0);
    expect(await writtenFiles(root)).toEqual(files);
  });

  it('previews without writing, as JSON too', async () => {
    const root = await generated('digest');
    const files = await writtenFiles(root);
    await appendFile(join(root, CLASS), '// mine\n');
    const { code, out } = await trifold(root, ['remove', 'digest', '--dry-run', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      workflow: 'digest',
      written: false,
      files: expect.arrayContaining([
        { id: 'class', path: CLASS, scope: 'workflow', fate: 'edited', neededBy: [] },
        { id: 'client', path: CLIENT, scope: 'project', fate: 'needed', neededBy: [CLASS] },
      ]),
    });
    expect(await writtenFiles(root)).toEqual(files);
  });

  it('names the workflows there are when there is no such one', async () => {
    const { code, err } = await trifold(await generated('digest'), ['remove', 'digset']);
    expect(code).toBe(2);
    expect(err).toContain('CLI_WORKFLOW_UNKNOWN');
    expect(err).toContain('fix: write digest');
  });
});
