import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sha256 } from '../../src/shared/sha256.js';
import { commitAll, git } from '../host/support/git.js';
import { hostProject, trifold, writtenFiles } from './host-project.js';

const CLASS = 'src/server/workflows/digest/index.ts';
const PROCESS = 'src/app/(backend)/api/workflows/digest/process-users/route.ts';

async function generated() {
  const root = await hostProject();
  await trifold(root, ['gen', 'workflow', 'digest', '--entity', 'user', '--yes']);
  return root;
}

/** As if an older template had written a comment. */
async function outdated({ edited = false } = {}) {
  const root = await generated();
  await makeOlder(root);
  if (edited) await edit(root, CLASS, (text) => text.replace('/** Old. */', '/** Mine. */'));
  return root;
}

async function makeOlder(
  root: string,
  older = (text: string) => text.replace('static', '/** Old. */\n  static'),
) {
  const before = await readFile(join(root, CLASS), 'utf8');
  await edit(root, '.trifold/digest/base/class.txt', older);
  await edit(root, CLASS, older);
  await edit(root, '.trifold/digest/record.json', (text) =>
    text.replace(sha256(before), sha256(older(before))),
  );
}

async function edit(root: string, path: string, change: (text: string) => string) {
  const text = await readFile(join(root, path), 'utf8');
  expect(change(text)).not.toBe(text);
  await writeFile(join(root, path), change(text));
}

const document = z.object({
  written: z.boolean(),
  clean: z.boolean(),
  outOfDate: z.array(z.string()),
  groups: z.array(
    z.object({
      workflow: z.string().nullable(),
      files: z.array(z.object({ path: z.string(), outcome: z.string(), edited: z.boolean() })),
    }),
  ),
});

describe('trifold regenerate', () => {
  it('says that all is up to date, and ends with 0', async () => {
    const root = await generated();
    const { code, out, err } = await trifold(root, ['regenerate']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/up to date: 12 unchanged\n$/);
  });

  it('is also called upgrade', async () => {
    expect((await trifold(await generated(), ['upgrade', 'digest'])).code).toBe(0);
    expect((await trifold('.', ['upgrade', '--help'])).out).toContain('--conflict <style>');
  });

  it('changes answers with --set, by the name of the flag or of the answer', async () => {
    const root = await generated();
    const set = ['--set', 'page-size=30', '--set', 'flowControl.paginate.rate=7'];

    const { code, out } = await trifold(root, ['regenerate', 'Digest', ...set]);

    expect(code).toBe(0);
    expect(out).toMatch(/done .*\d+ updated/);
    const record = await readFile(join(root, '.trifold/digest/record.json'), 'utf8');
    expect(JSON.parse(record)).toMatchObject({
      answers: { pageSize: 30, flowControl: { paginate: { rate: 7 } } },
    });
  });

  it('adds a flag, removes one, and says which answers are others now', async () => {
    const root = await hostProject();
    const flags = ['--flag', 'paidOnly', '--flag', 'dry'];
    await trifold(root, ['gen', 'workflow', 'digest', '--entity', 'user', ...flags, '--yes']);
    const changes = ['--set', 'flag=tone:string@execute', '--unset', 'flag=dry'];

    const { code, out } = await trifold(root, ['regenerate', 'digest', ...changes]);

    expect(code).toBe(0);
    expect(out).toContain(
      'answer flags: paidOnly:boolean dry:boolean → paidOnly:boolean tone:string@execute\n',
    );
    const away = ['regenerate', '--unset', 'flag', '--unset', 'database', '--json'];
    const { groups } = JSON.parse((await trifold(root, away)).out);
    expect(groups[1].changedAnswers).toEqual([
      { path: 'flags', before: ['paidOnly:boolean', 'tone:string@execute'], after: null },
    ]);
  });

  it.each([
    [['--set', 'flag='], 'CLI_SET_INVALID', 'write --unset flag'],
    [['--unset', 'pageSise'], 'CLI_SET_INVALID', 'write pageSize'],
    [['--unset', 'pageSize=3'], 'CLI_SET_INVALID', 'write --unset pageSize'],
    [['--unset', 'flag=tone'], 'REGENERATE_UNKNOWN_FLAG', 'leave it out'],
    [['--unset', 'name'], 'REGENERATE_ANSWER_FIXED', ''],
    [['--unset', 'entity'], 'SPEC_INVALID', ''],
    [['digest', '--unset', 'paths'], 'REGENERATE_ANSWER_FIXED', 'leave the names out'],
    [['--set', 'pageSise=3'], 'CLI_SET_INVALID', 'write pageSize'],
    [['--set', 'pageSize'], 'CLI_SET_INVALID', 'write it as key=value'],
    [['--set', 'pageSize=many'], 'SPEC_INVALID', ''],
    [['--set', 'name=other'], 'REGENERATE_ANSWER_FIXED', ''],
    [['digset'], 'REGENERATE_UNKNOWN_WORKFLOW', 'write digest'],
  ])('refuses %j', async (args, error, fix) => {
    const { code, err } = await trifold(await generated(), ['regenerate', ...args]);
    expect(code).toBe(2);
    expect(err).toContain(`error ${error}: `);
    expect(err).toContain(`fix: ${fix}`);
  });

  it('says so where nothing is recorded', async () => {
    const { code, err } = await trifold(await hostProject(), ['regenerate']);
    expect(code).toBe(2);
    expect(err).toContain('error REGENERATE_NOTHING_RECORDED: ');
  });
});

describe('--check', () => {
  it('writes nothing, and ends with 1 exactly when a run would write', async () => {
    const root = await outdated();
    const before = await writtenFiles(root);
    const { code, out } = await trifold(root, ['regenerate', '--check']);
    expect(code).toBe(1);
    expect(out).toContain('out of date');
    expect(await writtenFiles(root)).toEqual(before);

    expect((await trifold(root, ['regenerate'])).code).toBe(0);
    expect((await trifold(root, ['regenerate', '--check'])).code).toBe(0);
  });

  it('lists edits, which are fine, unless --strict minds them', async () => {
    const root = await generated();
    await edit(root, CLASS, (text) => `// mine\n${text}`);
    const { code, out } = await trifold(root, ['regenerate', '--check']);
    expect(code).toBe(0);
    expect(out).toContain(`edited       ${CLASS}`);
    expect((await trifold(root, ['regenerate', '--check', '--strict'])).code).toBe(1);
  });
});

describe('a preview', () => {
  it('shows the changes as a diff that git applies', async () => {
    const root = await generated();
    const { code, out } = await trifold(root, ['regenerate', '--diff', '--set', 'chunkSize=7']);
    expect(code).toBe(0);
    await writeFile(join(root, 'changes.diff'), out);
    await git(root, 'apply', 'changes.diff');
    expect(await readFile(join(root, CLASS), 'utf8')).toContain('CHUNK_SIZE = 7');
  });

  it('is one JSON document with --json', async () => {
    const root = await outdated();
    const { out } = await trifold(root, ['regenerate', '--dry-run', '--json']);
    const { written, outOfDate, groups } = document.parse(JSON.parse(out));
    expect({ written, outOfDate }).toEqual({ written: false, outOfDate: ['digest'] });
    expect(groups.map(({ workflow }) => workflow)).toEqual([null, 'digest']);
  });
});

describe('a conflict', () => {
  it('ends with 1 and is named, and stays so until it is resolved', async () => {
    const root = await outdated({ edited: true });
    const { out: ahead } = await trifold(root, ['regenerate', '--check']);
    expect(ahead).toContain(`conflict     ${CLASS}: both sides have changed 1 place\n`);
    const { code, out } = await trifold(root, ['regenerate']);
    expect(code).toBe(1);
    expect(out).toContain(`conflict     ${CLASS}: 1 place, resolve the markers`);
    const again = await trifold(root, ['regenerate', '--json']);
    expect(again.code).toBe(1);
    expect(document.parse(JSON.parse(again.out)).clean).toBe(false);
  });
});

describe('in a git repository', () => {
  async function committed() {
    const root = await outdated();
    await commitAll(root);
    return root;
  }

  async function commitEdit(root: string, change: (text: string) => string) {
    await edit(root, CLASS, change);
    await git(root, 'commit', '-qam', 'mine');
  }

  it('stops at uncommitted changes in a file that it would change', async () => {
    const root = await committed();
    await edit(root, CLASS, (text) => `${text}\n// mine\n`);
    const { code, err } = await trifold(root, ['regenerate']);
    expect(code).toBe(2);
    expect(err).toContain(`error REGENERATE_UNCOMMITTED: ${CLASS} has uncommitted changes\n`);
    expect((await trifold(root, ['regenerate', '--force'])).code).toBe(0);
  });

  it('refuses a file that is not UTF-8, and leaves its bytes', async () => {
    const root = await outdated();
    const text = await readFile(join(root, CLASS));
    const latin1 = Buffer.concat([text, Buffer.from('// caf\u00e9\n', 'latin1')]);
    await writeFile(join(root, CLASS), latin1);
    const { code, err } = await trifold(root, ['regenerate', '--force']);
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringContaining(`${CLASS} is not UTF-8`),
    });
    expect(await readFile(join(root, CLASS))).toEqual(latin1);
  });

  it('waits for another run, and finds everything done', async () => {
    const root = await committed();
    const runs = await Promise.all([1, 2].map(() => trifold(root, ['regenerate'])));
    expect(runs).toMatchObject([
      { code: 0, err: '' },
      { code: 0, err: '' },
    ]);
  });

  it.each(['generated', 'merged'])(
    'goes on from what a run before has written to a file that is %s',
    async (kind) => {
      const root = await committed();
      if (kind === 'merged') await commitEdit(root, (text) => `${text}\n// mine\n`);
      expect((await trifold(root, ['regenerate'])).code).toBe(0);
      const { code, err } = await trifold(root, ['regenerate', '--set', 'chunkSize=7']);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(await readFile(join(root, CLASS), 'utf8')).toContain('CHUNK_SIZE = 7');
    },
  );

  it('goes on from what has been generated', async () => {
    const root = await generated();
    await git(root, 'init', '-q');
    expect((await trifold(root, ['regenerate', '--set', 'chunkSize=7'])).code).toBe(0);
  });

  it('stops where a person has edited what a run before has written', async () => {
    const root = await committed();
    expect((await trifold(root, ['regenerate'])).code).toBe(0);
    await edit(root, CLASS, (text) => `${text}\n// mine\n`);
    const { code, err } = await trifold(root, ['regenerate', '--set', 'chunkSize=7']);
    expect(code).toBe(2);
    expect(err).toContain(`error REGENERATE_UNCOMMITTED: ${CLASS} has uncommitted changes\n`);
  });

  it('stops, and names the run before, where that has gone over uncommitted changes', async () => {
    const root = await committed();
    await edit(root, CLASS, (text) => `${text}\n// mine\n`);
    expect((await trifold(root, ['regenerate', '--force'])).code).toBe(0);
    const { code, err } = await trifold(root, ['regenerate', '--set', 'chunkSize=7']);
    expect(code).toBe(2);
    expect(err).toContain('why: `trifold regenerate` has written to it');
  });

  it('stops where a run before has left a merge to be reviewed', async () => {
    const root = await generated();
    await makeOlder(root, (text) => text.replace(/ *log\(.trigger paginate .*\n/, ''));
    await git(root, 'init', '-q');
    await git(root, 'add', '-A');
    await commitEdit(root, (text) => text.replaceAll(/\blog\b/g, 'trace'));
    expect((await trifold(root, ['regenerate'])).code).toBe(1);
    const { err } = await trifold(root, ['regenerate', '--set', 'pageSize=7']);
    expect(err).toContain('REGENERATE_UNCOMMITTED');
  });

  it('does not mind changes in other files', async () => {
    const root = await committed();
    await edit(root, PROCESS, (text) => `${text}\n// mine\n`);
    await mkdir(dirname(join(root, 'notes/a.txt')), { recursive: true });
    await writeFile(join(root, 'notes/a.txt'), 'new\n');
    expect((await trifold(root, ['regenerate'])).code).toBe(0);
  });

  it('knows the files of a project that is a folder of it', async () => {
    const root = await hostProject({ 'app/package.json': '{}' });
    const app = join(root, 'app');
    await trifold(app, ['gen', 'workflow', 'digest', '--entity', 'user', '--yes']);
    await makeOlder(app);
    await commitAll(root);
    await edit(app, CLASS, (text) => `${text}\n// mine\n`);
    expect((await trifold(app, ['regenerate'])).err).toContain('REGENERATE_UNCOMMITTED');
  });
});
