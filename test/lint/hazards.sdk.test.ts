import { WorkflowError, type WorkflowContext } from '@upstash/workflow';
import { createWorkflow, serve, serveMany } from '@upstash/workflow/nextjs';
import { describe, expect, test } from 'vitest';
import { sdk } from '../runtime/generated.js';
import { quiet } from '../departures/support/quiet.js';
import { startKit } from '../testing/startKit.js';
import { outcomeOf } from './sdk/outcomeOf.js';

quiet();

describe('no-nested-steps', () => {
  test('a step that starts at once in another one is refused', async () => {
    const outcome = await outcomeOf(async (context, work) => {
      await context.run('outer', () => context.run('inner', () => work('inner')));
    });
    expect(outcome).toMatchObject({ state: 'RUN_FAILED' });
  });

  test('behind an await it is not noticed, and the outer step is lost', async () => {
    await using kit = await startKit({
      '/route': () =>
        serve(async (context) => {
          await context.run('outer', async () => {
            await Promise.resolve();
            await context.run('inner', () => 'inner');
          });
        }),
    });
    // Nothing is left to deliver, and the run has neither ended nor failed.
    await expect(kit.trigger('/route').then((run) => kit.run(run))).rejects.toThrow('never ends');
  });
});

test('no-unawaited-step: the run succeeds without the step', async () => {
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  await using kit = await startKit({
    '/route': () =>
      serve(async (context) => {
        await context.run('a', () => 'a');
        context.run('b', () => ended).catch(() => undefined);
        return 'done';
      }),
  });
  const run = await kit.run(await kit.trigger('/route'));
  end();
  expect(run).toMatchObject({ state: 'RUN_SUCCESS', steps: [{ name: 'a' }] });
});

test('no-await-before-parallel-step: steps that start apart are not taken for parallel', async () => {
  const apart = (turns: number) =>
    outcomeOf(async (context, work) => {
      await context.run('list', () => work('list'));
      await Promise.all(
        [0, 1].map(async (n) => {
          for (let turn = 0; turn < n * turns; turn++) await new Promise(setImmediate);
          return context.run(`item:${n}`, () => work(`item:${n}`));
        }),
      );
    });
  expect(await apart(0)).toMatchObject({
    state: 'RUN_SUCCESS',
    statuses: [200, 200, 200, 200, 200, 200],
  });
  expect((await apart(5)).statuses).not.toEqual([200, 200, 200, 200, 200, 200]);
});

test('no-await-before-parallel-step: nor are those of two functions, one of which waits first', async () => {
  const after = (turns: number) =>
    outcomeOf(async (context, work) => {
      const send = () => context.run('send', () => work('send'));
      const save = async () => {
        for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
        return context.run('save', () => work('save'));
      };
      await context.run('list', () => work('list'));
      await Promise.all([send(), save()]);
    });
  expect(await after(0)).toMatchObject({
    state: 'RUN_SUCCESS',
    statuses: [200, 200, 200, 200, 200, 200],
  });
  expect((await after(5)).statuses).not.toEqual([200, 200, 200, 200, 200, 200]);
});

test('no-mutation-in-step: the variable has its old value in the next delivery', async () => {
  const seen: number[] = [];
  await outcomeOf(async (context, work) => {
    let count = 0;
    await context.run('a', () => {
      count = 1;
      return work('a');
    });
    await context.run('b', () => {
      seen.push(count);
    });
  });
  expect(seen).toEqual([0]);
});

describe('context.cancel(), which throws an abort as a step does', () => {
  test('that nothing waits for is no first step: the return behind it is refused', async () => {
    const outcome = await outcomeOf(async (context) => {
      context.cancel().catch(() => undefined);
      return 'cancelled';
    });
    expect(outcome).toMatchObject({ state: 'RUN_FAILED', statuses: [400] });
  });

  test('that nothing waits for behind a step does not stop the run', async () => {
    const outcome = await outcomeOf(async (context, work) => {
      await context.run('a', () => work('a'));
      context.cancel().catch(() => undefined);
      await context.run('b', () => work('b'));
      return 'done';
    });
    expect(outcome).toMatchObject({ state: 'RUN_SUCCESS', result: 'done', worked: ['a', 'b'] });
  });

  test.each([
    {
      form: 'awaited',
      cancel: async (context: WorkflowContext) => {
        await context.cancel();
        return 'not reached';
      },
    },
    { form: 'returned', cancel: (context: WorkflowContext) => context.cancel() },
  ])('$form cancels the run before its first step', async ({ cancel }) => {
    const outcome = await outcomeOf(cancel);
    expect(outcome).toMatchObject({ state: 'RUN_CANCELED', statuses: [200] });
  });
});

test('no-return-before-first-step: a loop over an empty list is no first step', async () => {
  const ids: string[] = [];
  const outcome = await outcomeOf(async (context, work) => {
    for (const id of ids) await context.run(`send:${id}`, () => work(id));
    return { success: true };
  });
  expect(outcome).toMatchObject({ state: 'RUN_FAILED', statuses: [400] });
});

test('no-retried-throw-before-first-step: a WorkflowError is an error like others', async () => {
  const outcome = await outcomeOf(async () => {
    throw new WorkflowError('No id');
  });
  expect(outcome).toMatchObject({ state: 'RUN_FAILED', statuses: [500] });
});

test('unique-step-names: a step without a name is refused', async () => {
  const outcome = await outcomeOf(async (context, work) => {
    await context.run('', () => work('nameless'));
  });
  expect(outcome).toMatchObject({ state: 'RUN_FAILED', statuses: [500], worked: [] });
});

test.each([
  { names: 'one name', nameOf: () => 'visit', state: 'RUN_SUCCESS', worked: ['a', 'a'] },
  { names: 'names of their own', nameOf: (id: string) => id, state: 'RUN_FAILED', worked: ['a'] },
])(
  'unique-step-names: with $names, a changed order in a function that calls itself ends as $state',
  async ({ nameOf, state, worked }) => {
    let ids = ['a', 'b'];
    const outcome = await outcomeOf(async (context, work) => {
      const visit = async ([id = '', ...others]: string[]): Promise<void> => {
        await context.run(nameOf(id), () => {
          ids = ['b', 'a'];
          return work(id);
        });
        if (others.length > 0) await visit(others);
      };
      await visit(ids);
    });
    // By one name the result for a is handed out for b, which is never worked on.
    expect(outcome).toMatchObject({ state, worked });
  },
);

test('no-configuration-in-serve: the retries of serveMany hold on 0.2 and are ignored since 1.0', async () => {
  const digest = createWorkflow(async (context) => {
    await context.run('first', () => 1);
    await context.run('second', () => {
      throw new Error('broken');
    });
  });
  const options: object = { retries: 0 };
  await using kit = await startKit({ '/digest': () => serveMany({ digest }, options) });

  // Without this, 0.2 goes by what serve is given.
  const trigger: object = { retries: 1, ...(sdk === 0 && { keepTriggerConfig: false }) };
  await kit.run(await kit.trigger('/digest', trigger));

  // Two deliveries; on 1.x a retry, and the news of the failure.
  expect(kit.calls['/digest']).toBe(sdk === 1 ? 4 : 2);
});

describe('a call in a workflow whose flow control is not as it should be is not sent', () => {
  const calling = (flowControl: object) =>
    outcomeOf(async (context) => {
      const given: object = { flowControl };
      await context.call('ask', { url: 'http://127.0.0.1:9/none', retries: 0, ...given });
    });

  test('flow-control-limits', async () => {
    expect(await calling({ key: 'digest' })).toMatchObject({ state: 'RUN_FAILED' });
  });

  // Older versions leave the key to QStash.
  test.runIf(sdk === 1)('flow-control-key', async () => {
    expect(await calling({ key: 'digest:call', rate: 1 })).toMatchObject({ state: 'RUN_FAILED' });
  });
});
