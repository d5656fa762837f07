import { describe, expect, it } from 'vitest';
import { OPERATIONS } from '../generate/project.js';
import {
  changed,
  editIn,
  EXECUTE,
  fileOf,
  generated,
  ours,
  outcomesOf,
  PAGINATE,
  readIn,
  regenerate,
  replacing,
  writeIn,
} from './project.js';

describe('a merge without a conflict', () => {
  it('has to be looked at when the template uses a name that a person has changed', async () => {
    const project = await generated();
    const text = await readIn(project, PAGINATE);
    await writeIn(project, PAGINATE, text.replaceAll('operationContext', 'operations'));
    const templates = changed(ours, {
      'routes/nextjs/paginate.ts': replacing(
        'const remaining =',
        'console.debug(operationContext);\n    const remaining =',
      ),
    });

    const result = await regenerate(project, { templates });

    const { outcome, reviews } = fileOf(result, PAGINATE);
    expect(outcome).toBe('needs-review');
    expect(reviews).toMatchObject([
      { kind: 'names', message: "Cannot find name 'operationContext'." },
    ]);
    expect(await readIn(project, PAGINATE)).toContain('console.debug(operationContext)');
  });

  it('has to be looked at when two steps have come to have one name', async () => {
    const project = await generated();
    const mine = "await context.run('digest:audit', () => undefined);\n\n    const result = await";
    await editIn(project, EXECUTE, 'const result = await', mine.replaceAll("'", '"'));
    const templates = changed(ours, {
      'routes/nextjs/execute.ts': replacing(
        'return { success: true, userId, ...answer };',
        "await context.run('digest:audit', () => null);\n    return { success: true, userId, ...answer };",
      ),
    });

    const result = await regenerate(project, { templates });

    expect(fileOf(result, EXECUTE)).toMatchObject({
      outcome: 'needs-review',
      reviews: [{ kind: 'lint' }],
    });
  });
});

describe('operations', () => {
  const more = changed(ours, {
    'workflow/operations.ts': replacing(
      '  /** Told once',
      "  /** Asked before a run. */\n  async isPaused(): Promise<boolean> {\n    throw new Error('Implement isPaused');\n  },\n\n  /** Told once",
    ),
  });

  it('are left alone when the template only says something else in them', async () => {
    const project = await generated();
    const before = await readIn(project, OPERATIONS);
    const templates = changed(ours, {
      'workflow/operations.ts': (text) => text.replaceAll('Implement', 'Please implement'),
    });
    expect(outcomesOf(await regenerate(project, { templates }))).toEqual({});
    expect(await readIn(project, OPERATIONS)).toBe(before);
  });

  it('change together with the fixture, which stands for them in the test', async () => {
    const project = await generated();
    const templates = changed(more, {
      'workflow/operations.fixture.ts': replacing(
        'const memoryOperations: typeof operations = {',
        'const memoryOperations: typeof operations = {\n    isPaused: async () => false,',
      ),
    });
    expect(outcomesOf(await regenerate(project, { templates }))).toEqual({
      [OPERATIONS]: 'updated',
      [OPERATIONS.replace('.ts', '.fixture.ts')]: 'updated',
    });
  });

  it('get the new ones that the template requires', async () => {
    const project = await generated();
    const unimplemented = /throw new Error\(\s*"Implement listUsers[^;]*;/;
    const text = await readIn(project, OPERATIONS);
    await writeIn(project, OPERATIONS, text.replace(unimplemented, 'return db.users.ids();'));

    const result = await regenerate(project, { templates: more });

    expect(fileOf(result, OPERATIONS)).toMatchObject({
      outcome: 'merged',
      stubs: ['operations.isPaused'],
    });
    const merged = await readIn(project, OPERATIONS);
    expect(merged).toContain('return db.users.ids();');
    expect(merged).toContain('async isPaused(): Promise<boolean> {');
  });

  it('get them at their end where a person has written everything anew', async () => {
    const project = await generated();
    const mine = `export interface UserItem {
  id: string;
}

export const operations = {
  listUsers: async () => ["1"],
};
`;
    await writeIn(project, OPERATIONS, mine);

    const result = await regenerate(project, { templates: more });

    expect(fileOf(result, OPERATIONS)).toMatchObject({ stubs: ['operations.isPaused'] });
    const text = await readIn(project, OPERATIONS);
    expect(text.startsWith(mine.slice(0, mine.indexOf('};')))).toBe(true);
    expect(text).toContain('async isPaused(): Promise<boolean> {');
    expect(text).not.toContain('<<<<');
  });
});
