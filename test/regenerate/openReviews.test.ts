import { describe, expect, it } from 'vitest';
import { emptyProject, generate } from '../generate/project.js';
import {
  changed,
  deleteIn,
  editIn,
  fileOf,
  generated,
  ours,
  outcomesOf,
  PAGINATE,
  PROCESS,
  readIn,
  regenerate,
  replacing,
  writeIn,
} from './project.js';

const USE = 'console.debug(operationContext);';

/** The template uses a name once more that a person has changed. */
const templates = changed(ours, {
  'routes/nextjs/paginate.ts': replacing('const remaining =', `${USE}\n    const remaining =`),
});

async function unreviewed() {
  const project = await generated();
  const text = await readIn(project, PAGINATE);
  await writeIn(project, PAGINATE, text.replaceAll('operationContext', 'mine'));
  expect(outcomesOf(await regenerate(project, { templates }))).toEqual({
    [PAGINATE]: 'needs-review',
  });
  return project;
}

type Unreviewed = Awaited<ReturnType<typeof unreviewed>>;

const check = (project: Unreviewed, options: Parameters<typeof regenerate>[1] = {}) =>
  regenerate(project, { templates, write: false, ...options });

describe('a merge that nobody has looked at', () => {
  it('is told of again, with its reason, and leaves nothing to write', async () => {
    const project = await unreviewed();
    for (const write of [true, false]) {
      const result = await regenerate(project, { templates, write });
      expect(fileOf(result, PAGINATE)).toMatchObject({
        outcome: 'needs-review',
        reviews: [{ kind: 'names', message: "Cannot find name 'operationContext'." }],
      });
      expect(result.groups.some(({ isOutOfDate }) => isOutOfDate)).toBe(false);
    }
  });

  it('is over once the file is mended', async () => {
    const project = await unreviewed();
    await editIn(project, PAGINATE, USE, 'console.debug(mine);');
    expect(outcomesOf(await check(project))).toEqual({});
  });

  it('is over where the line of the template is taken out', async () => {
    const project = await unreviewed();
    await editIn(project, PAGINATE, USE, '');
    expect(outcomesOf(await check(project))).toEqual({});
  });

  it('is not over when something else in the file changes', async () => {
    const project = await unreviewed();
    await writeIn(project, PAGINATE, `// later\n${await readIn(project, PAGINATE)}`);
    expect(outcomesOf(await check(project))).toEqual({ [PAGINATE]: 'needs-review' });
  });

  it('is over when somebody says that it is right', async () => {
    const project = await unreviewed();
    const before = await readIn(project, PAGINATE);
    const result = await regenerate(project, { templates, reviewed: true });
    expect(outcomesOf(result)).toEqual({});
    expect(await readIn(project, PAGINATE)).toBe(before);
    expect(outcomesOf(await check(project))).toEqual({});
  });

  it('is not over when the template changes once more', async () => {
    const project = await unreviewed();
    const later = changed(templates, {
      'routes/nextjs/paginate.ts': (text) => `// Acme\n${text}`,
      'routes/nextjs/process.ts': (text) => `// Acme\n${text}`,
    });
    const outcomes = { [PAGINATE]: 'needs-review' };
    expect(outcomesOf(await regenerate(project, { templates: later }))).toEqual({
      ...outcomes,
      [PROCESS]: 'updated',
    });
    expect(outcomesOf(await check(project, { templates: later }))).toEqual(outcomes);
  });

  it('is merged again when it is taken back', async () => {
    const project = await emptyProject();
    await generate(project);
    const before = (await readIn(project, PAGINATE)).replaceAll('operationContext', 'mine');
    await writeIn(project, PAGINATE, before);
    await regenerate(project, { templates });
    const merged = await readIn(project, PAGINATE);
    await writeIn(project, PAGINATE, before);

    expect((await check(project)).groups.some(({ isOutOfDate }) => isOutOfDate)).toBe(true);
    expect(outcomesOf(await regenerate(project, { templates }))).toEqual({
      [PAGINATE]: 'needs-review',
    });
    expect(await readIn(project, PAGINATE)).toBe(merged);
    await editIn(project, PAGINATE, USE, 'console.debug(mine);');
    expect(outcomesOf(await check(project))).toEqual({});
    const later = changed(templates, { 'routes/nextjs/paginate.ts': (text) => `// Acme\n${text}` });
    expect(outcomesOf(await regenerate(project, { templates: later }))).toEqual({
      [PAGINATE]: 'merged',
    });
  });

  it('is over when the file is gone', async () => {
    const project = await unreviewed();
    await deleteIn(project, PAGINATE);
    expect(outcomesOf(await check(project))).toEqual({ [PAGINATE]: 'kept-deleted' });
  });

  it('is known after a checkout has turned the line ends', async () => {
    const project = await unreviewed();
    const text = await readIn(project, PAGINATE);
    await writeIn(project, PAGINATE, text.replaceAll('\n', '\r\n'));
    expect(outcomesOf(await check(project))).toEqual({ [PAGINATE]: 'needs-review' });
  });
});

describe('what only a person can judge', () => {
  /** As a merge leaves it whose lines may belong to two places. */
  async function ambiguous() {
    const project = await unreviewed();
    const path = '.trifold/digest/record.json';
    const record = await readIn(project, path);
    await writeIn(project, path, record.replace('"kind": "names"', '"kind": "alignment"'));
    return project;
  }

  it('is open while the file is as the merge has left it', async () => {
    const project = await ambiguous();
    expect(outcomesOf(await check(project))).toEqual({ [PAGINATE]: 'needs-review' });
  });

  it('is over when the file changes', async () => {
    const project = await ambiguous();
    await writeIn(project, PAGINATE, `// looked at\n${await readIn(project, PAGINATE)}`);
    expect(outcomesOf(await check(project))).toEqual({});
  });
});
