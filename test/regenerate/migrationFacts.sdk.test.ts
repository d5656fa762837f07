import { Client } from '@upstash/qstash';
import type { WorkflowContext } from '@upstash/workflow';
import { serve } from '@upstash/workflow/nextjs';
import { describe, expect, it } from 'vitest';
import { quiet } from '../departures/support/quiet.js';
import { sdk } from '../runtime/generated.js';
import { startKit } from '../testing/startKit.js';

/** What `migrate sdk-1` rests on, seen on the SDK of each major. */

quiet();

/** In a literal alone, 1.x has a type error for them. */
const limits = { flowControl: { key: 'report', parallelism: 1 }, retries: 1 };
const options = { failureFunction: async () => {}, ...limits };

describe('a run that a plain message starts', () => {
  it.each(['message', 'request'])(
    'has the limits of serve on 0.2, and none on 1.x, when it is a %s',
    async (kind) => {
      const report = { '/report': () => serve((context) => context.run('send', () => 1), options) };
      await using kit = await startKit(report, { signatures: kind === 'message' });
      const qstash = new Client({ baseUrl: kit.engine.url, token: kit.engine.token });
      if (kind === 'request') await kit.post('/report', { body: {} });
      else await qstash.publishJSON({ url: `${kit.url}/report`, body: {}, retries: 5 });
      await kit.settle();

      const [run, ...others] = kit.engine.runs();
      expect(others).toEqual([]);
      const keys = run?.entries.map(({ delivery }) => delivery?.config.flowControl?.key);
      expect(new Set(keys)).toEqual(new Set([sdk === 1 ? undefined : 'report']));
    },
  );
});

describe('a step that is taken out of its context', () => {
  it('fails without it, so that nothing is there to migrate', async () => {
    await using kit = await startKit({
      '/parts': () =>
        serve(async ({ run }: WorkflowContext) => {
          await run('one', () => 1);
        }),
    });
    const failed = await kit.run(await kit.trigger('/parts', { retries: 0 }));
    expect(failed.state).toBe('RUN_FAILED');
    expect(failed.failure?.message).toContain('undefined');
  });

  it('is a step where it is bound', async () => {
    await using kit = await startKit({
      '/bound': () =>
        serve((context) => {
          const run = context.run.bind(context);
          return run('one', () => 1);
        }),
    });
    const run = await kit.run(await kit.trigger('/bound'));
    expect(run).toMatchObject({ state: 'RUN_SUCCESS', result: 1 });
  });
});
