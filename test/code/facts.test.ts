import { describe, expect, test } from 'vitest';
import { readFacts } from '../../src/code/facts/readFacts.js';
import type { StepFact, WorkflowFacts } from '../../src/code/facts/workflowFacts.js';

describe('facts', () => {
  test('are plain data', () => {
    const facts = readFacts(
      [{ path: 'src/route.ts', text: handler('await context.run("a", f);') }],
      options,
    );
    expect(JSON.parse(JSON.stringify(facts))).toEqual(withoutUndefined(facts));
  });

  test('say which loops a step is in and which of them its name follows', () => {
    const [step] = stepsOf(
      'for (const id of ids) for (const n of [1, 2]) await context.run(`s:${n}`, f);',
    );
    expect(step?.loops.map(({ form, variable }) => [form, variable])).toEqual([
      ['for-of', 'id'],
      ['for-of', 'n'],
    ]);
    expect(step?.name).toMatchObject({ shape: 'template', text: 's:${n}' });
    expect(step?.name.varies).toEqual([step?.loops[1]?.id]);
  });

  test('tell awaited steps from collected and dropped ones', () => {
    const steps = stepsOf(`
      await context.run('awaited', f);
      const later = context.run('later', f);
      await later;
      await Promise.all([context.run('all', f)]);
      track(context.run('tracked', f));
      context.run('dropped', f);
      return context.run('returned', f);
    `);
    expect(Object.fromEntries(steps.map(({ name, promise }) => [name.text, promise]))).toEqual({
      awaited: 'awaited',
      later: 'awaited',
      all: 'awaited',
      tracked: 'handed-on',
      dropped: 'dropped',
      returned: 'handed-on',
    });
  });

  test('know the step that another one is nested in, also through a helper', () => {
    const steps = stepsOf(`
      await context.run('outer', async () => { await inner(); });
      async function inner() { await context.sleep('inner', 1); }
    `);
    expect(steps.map(({ name, insideStep }) => [name.text, insideStep])).toEqual([
      ['outer', undefined],
      ['inner', 0],
    ]);
    expect(steps[1]?.via.map(({ name }) => name)).toEqual(['a callback', 'inner']);
  });

  test('know the parts of try statements around a step', () => {
    const steps = stepsOf(`
      try { await context.run('body', f); }
      catch { await context.run('catch', f); }
      finally { await context.run('finally', f); }
    `);
    expect(steps.map(({ tries }) => tries.map(({ part }) => part))).toEqual([
      ['body'],
      ['catch'],
      ['finally'],
    ]);
  });

  test('say which steps may come before one, leaving out exclusive branches', () => {
    const steps = stepsOf(`
      if (flag) { await context.run('a', f); return; }
      if (other) await context.run('b', f); else await context.run('c', f);
      await context.run('d', f);
    `);
    expect(steps.map(({ name, after }) => [name.text, after])).toEqual([
      ['a', []],
      ['b', []],
      ['c', []],
      ['d', [1, 2]],
    ]);
  });

  test('say how the workflow can be left and what has run by then', () => {
    const { exits } = workflowOf(`
      if (!context.requestPayload.id) throw new WorkflowNonRetryableError('id');
      if (flag) await context.run('a', f);
      if (other) return;
      await context.run('b', f);
    `);
    expect(
      exits.map(({ kind, stepsBefore, error, decidedBy }) => [kind, stepsBefore, error, decidedBy]),
    ).toEqual([
      ['throw', 'none', 'final', ['id']],
      ['return', 'maybe', undefined, []],
      ['end', 'some', undefined, []],
    ]);
  });

  test('list the required fields of a payload type from another file', () => {
    const route = `
      import { serve } from '@upstash/workflow/nextjs';
      import type { Work } from '@/types';
      serve<Omit<Work, 'b'>>(async (context) => { await context.run('a', f); });
    `;
    const types = `
      interface Base { a: string; b: string; c?: string; d: string | null }
      export type { Work } from './work';
      export type Unused = Base;
    `;
    const work = `import type { Unused } from './types'; export interface Work extends Unused { e: number; f: number | undefined }`;
    const { workflows } = readFacts(
      [
        { path: 'src/route.ts', text: route },
        { path: 'src/types.ts', text: types },
        { path: 'src/work.ts', text: work },
      ],
      options,
    );
    expect(workflows[0]?.payload.required).toEqual(['e', 'a']);
  });

  test('come to an end on code that calls itself in many ways', () => {
    const calls = Array.from(
      { length: 12 },
      (_, n) => `const f${n} = () => { f${n + 1}(); f${n + 1}(); f${n + 1}(); };`,
    );
    const { isComplete, steps } = workflowOf(`
      const f12 = () => f0();
      ${calls.join('\n')}
      f0();
      const loop = (n) => { loop(n - 1); };
      loop(1);
      await context.run('a', f);
    `);
    expect(isComplete).toBe(true);
    expect(steps).toHaveLength(1);
  });
});

describe('reading', () => {
  const broken = { path: 'src/broken.ts', text: 'export const = 1;' };

  test('leaves files alone that no workflow needs', () => {
    const route = { path: 'src/route.ts', text: handler('await context.run("a", f);') };
    expect(readFacts([route, broken], options).unreadable).toEqual([]);
  });

  test('names the place of a syntax error in a file that a workflow needs', () => {
    const route = {
      path: 'src/route.ts',
      text: `import { f } from './broken';\n${handler('f(context);')}`,
    };
    expect(readFacts([route, broken], options).unreadable).toMatchObject([
      { path: 'src/broken.ts', at: { line: 1, column: 14 } },
    ]);
  });
});

const options = { aliases: [{ prefix: '@/', target: 'src' }] };

function handler(body: string): string {
  return `
    import { serve } from '@upstash/workflow/nextjs';
    import { WorkflowNonRetryableError } from '@upstash/workflow';
    export const { POST } = serve(async (context) => { ${body} });
  `;
}

function workflowOf(body: string): WorkflowFacts {
  const { workflows, unreadable } = readFacts(
    [{ path: 'src/route.ts', text: handler(body) }],
    options,
  );
  const [workflow] = workflows;
  if (!workflow) throw new Error(`No workflow found. Syntax: ${JSON.stringify(unreadable)}`);
  return workflow;
}

function stepsOf(body: string): StepFact[] {
  return workflowOf(body).steps;
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries.map(([key, each]) => [key, withoutUndefined(each)]));
}
