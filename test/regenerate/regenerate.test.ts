import { describe, expect, it } from 'vitest';
import { CLASS, CLIENT, codeOf, contentOf, emptyProject, generate } from '../generate/project.js';
import {
  changed,
  deleteIn,
  editIn,
  EXECUTE,
  fileOf,
  generated,
  ours,
  outcomesOf,
  PAGINATE,
  PROCESS,
  readIn,
  regenerate,
  reworded,
  writeIn,
} from './project.js';

describe('a workflow', () => {
  it('is left alone when the templates write what they wrote before', async () => {
    const project = await generated();
    const before = await contentOf(project.root);

    const result = await regenerate(project);

    expect(outcomesOf(result)).toEqual({});
    expect(result.groups.some(({ isOutOfDate }) => isOutOfDate)).toBe(false);
    expect(await contentOf(project.root)).toEqual(before);
  });

  it('follows a template where nobody has edited, and is up to date then', async () => {
    const project = await generated();

    const result = await regenerate(project, { templates: reworded });

    expect(outcomesOf(result)).toEqual({ [PROCESS]: 'updated' });
    expect(await readIn(project, PROCESS)).toContain('Layer 1, the entry:');
    const again = await regenerate(project, { templates: reworded });
    expect(again.groups.some(({ isOutOfDate }) => isOutOfDate)).toBe(false);
  });

  it('keeps edits beside what the template changes', async () => {
    const project = await generated();
    await editIn(project, PROCESS, 'if (dryRun) {', 'if (dryRun) {\n      notify();');
    await editIn(
      project,
      PROCESS,
      'import { serve }',
      "import { notify } from './notify';\nimport { serve }",
    );

    const result = await regenerate(project, { templates: reworded });

    expect(outcomesOf(result)).toEqual({ [PROCESS]: 'merged' });
    const text = await readIn(project, PROCESS);
    expect(text).toContain('Layer 1, the entry:');
    expect(text).toContain('if (dryRun) {\n      notify();');
    const back = await regenerate(project);
    expect(outcomesOf(back)).toEqual({ [PROCESS]: 'merged' });
    expect(await readIn(project, PROCESS)).toContain('notify();');
  });

  it('is written by a preview neither in part nor in whole', async () => {
    const project = await generated();
    const before = await contentOf(project.root);

    const result = await regenerate(project, { templates: reworded, write: false });

    expect(result).toMatchObject({ written: false });
    expect(fileOf(result, PROCESS)).toMatchObject({ outcome: 'updated' });
    expect(await contentOf(project.root)).toEqual(before);
  });

  it('takes new answers on the way', async () => {
    const project = await generated();
    await editIn(project, PAGINATE, 'const source =', '// where it comes from\n    const source =');

    const result = await regenerate(project, { set: { chunkSize: 10, dispatch: 'item' } });

    expect(fileOf(result, PAGINATE).outcome).toBe('merged');
    expect(await readIn(project, PAGINATE)).toContain('// where it comes from');
    expect(await readIn(project, PAGINATE)).toContain('digest:execute:${userId}');
    expect(await readIn(project, '.trifold/digest/record.json')).toContain('"chunkSize": 10');
    expect(outcomesOf(await regenerate(project))).toEqual({});
  });
});

describe('the files that workflows share', () => {
  it('are brought up to date once', async () => {
    const project = await generated();
    await generate(project, { name: 'other', entity: 'agent' });
    const templates = changed(ours, { 'project/client.ts': (text) => `// new\n${text}` });

    const result = await regenerate(project, { templates });

    expect(outcomesOf(result)).toEqual({ [CLIENT]: 'updated' });
    expect(await readIn(project, CLIENT)).toMatch(/^\/\/ new\n/);
    expect(outcomesOf(await regenerate(project, { templates }))).toEqual({});
  });

  it('change with an answer of the project, and so does every workflow', async () => {
    const project = await generated();
    await generate(project, { name: 'other', entity: 'agent' });

    const result = await regenerate(project, { set: { sdk: 0 } });

    expect(outcomesOf(result)).toMatchObject({ [CLIENT]: 'updated', [PROCESS]: 'updated' });
    expect(result.groups.map(({ isOutOfDate }) => isOutOfDate)).toEqual([true, true, true]);
    expect(await readIn(project, '.trifold/project.json')).toContain('"sdk": 0');
    expect(outcomesOf(await regenerate(project))).toEqual({});
  });

  it('cannot change for one workflow alone', async () => {
    const project = await generated();
    const refused = regenerate(project, { names: ['digest'], set: { sdk: 0 } });
    expect(await codeOf(refused)).toBe('REGENERATE_ANSWER_FIXED');
  });
});

describe('an answer that is set for one workflow', () => {
  it('is not one of the project then', async () => {
    const project = await generated();
    const before = await readIn(project, '.trifold/project.json');
    await regenerate(project, { names: ['digest'], set: { logNamespace: 'acme' } });
    expect(await readIn(project, CLASS)).toContain('acme:workflows:digest');
    expect(await readIn(project, '.trifold/project.json')).toBe(before);
  });
});

describe('a file that a person has deleted', () => {
  it('stays deleted', async () => {
    const project = await generated();
    await deleteIn(project, PROCESS);

    const result = await regenerate(project, { templates: reworded });

    expect(outcomesOf(result)).toEqual({ [PROCESS]: 'kept-deleted' });
    await expect(readIn(project, PROCESS)).rejects.toThrow('ENOENT');
  });

  it('comes back when asked for', async () => {
    const project = await generated();
    await deleteIn(project, PROCESS);

    const result = await regenerate(project, { templates: reworded, restore: true });

    expect(outcomesOf(result)).toEqual({ [PROCESS]: 'restored' });
    expect(await readIn(project, PROCESS)).toContain('Layer 1, the entry:');
  });
});

describe('a file that the answers no longer call for', () => {
  const TEST = 'src/server/workflows/digest/index.test.ts';

  it('goes when nobody has edited it', async () => {
    const project = await generated();
    const result = await regenerate(project, { set: { test: false } });
    expect(outcomesOf(result)).toMatchObject({ [TEST]: 'removed' });
    await expect(readIn(project, TEST)).rejects.toThrow('ENOENT');
    await expect(readIn(project, '.trifold/digest/base/test.txt')).rejects.toThrow('ENOENT');
  });

  it('stays when somebody has', async () => {
    const project = await generated();
    await editIn(
      project,
      TEST,
      "describe('digest'".replaceAll("'", '"'),
      '// mine\ndescribe("digest"',
    );
    const result = await regenerate(project, { set: { test: false } });
    expect(outcomesOf(result)).toMatchObject({ [TEST]: 'kept-edited' });
    expect(fileOf(result, TEST).reviews).toMatchObject([
      { kind: 'import', message: expect.stringContaining('it imports ./operations.fixture') },
    ]);
    expect(await readIn(project, TEST)).toContain('// mine');
    expect((await regenerate(project)).groups.some(({ isOutOfDate }) => isOutOfDate)).toBe(false);
  });

  it('comes with an answer that calls for it', async () => {
    const project = await emptyProject();
    await generate(project, { test: false });
    const result = await regenerate(project, { set: { test: true } });
    expect(outcomesOf(result)).toMatchObject({ [TEST]: 'added' });
  });
});

describe('a renamed file', () => {
  it('takes its edits along', async () => {
    const project = await generated();
    await editIn(project, EXECUTE, 'const loaded = await', '// the work\n    const loaded = await');

    const result = await regenerate(project, { set: { verb: 'send' } });

    const moved = 'src/app/(backend)/api/workflows/digest/send-user/route.ts';
    expect(fileOf(result, moved)).toMatchObject({ from: EXECUTE, outcome: 'renamed' });
    expect(await readIn(project, moved)).toContain('// the work');
    await expect(readIn(project, EXECUTE)).rejects.toThrow('ENOENT');
    expect(outcomesOf(await regenerate(project))).toEqual({});
  });
});

describe('what belongs to a person or their tools', () => {
  it('stays: Windows line ends, a byte order mark, no line end at the end', async () => {
    const project = await generated();
    const turned = (await readIn(project, PROCESS)).replaceAll('\n', '\r\n');
    await writeIn(project, PROCESS, turned);
    const edited = (await readIn(project, CLASS))
      .replace('static', '/** Mine. */ static')
      .trimEnd();
    await writeIn(project, CLASS, `\uFEFF${edited.replaceAll('\n', '\r\n')}`);
    const templates = changed(reworded, { 'workflow/index.ts': (text) => `// new\n${text}` });

    const result = await regenerate(project, { templates });

    expect(outcomesOf(result)).toEqual({ [PROCESS]: 'updated', [CLASS]: 'merged' });
    const text = await readIn(project, PROCESS);
    expect(text).toContain('the entry');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    const merged = await readIn(project, CLASS);
    expect(merged).toMatch(/^\uFEFF\/\/ new\r\n/);
    expect(merged.replaceAll('\r\n', '')).not.toContain('\n');
    expect(merged).toMatch(/\}$/);
  });

  it('is merged although it cannot be parsed', async () => {
    const project = await generated();
    await editIn(project, PROCESS, 'if (dryRun) {', 'if (dryRun {');
    const result = await regenerate(project, { templates: reworded });
    expect(await readIn(project, PROCESS)).toContain('if (dryRun {');
    expect(await readIn(project, PROCESS)).toContain('the entry');
    // It was as wrong before.
    expect(fileOf(result, PROCESS).outcome).toBe('merged');
  });
});
