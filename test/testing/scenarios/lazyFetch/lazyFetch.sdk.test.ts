import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { startKit } from '../../startKit.js';
import { withoutAnswers } from '../../support/timelineLines.js';
import { startThirdParty } from '../../support/thirdParty.js';

const listSchema = z.array(
  z.object({ messageId: z.string(), body: z.string(), callType: z.string() }),
);

test('lists calls and their callbacks beside the steps, which the SDK fetches and tells apart', async () => {
  await using shop = await startThirdParty(() => ({ body: 'sold' }));
  const seen: z.infer<typeof listSchema>[] = [];
  await using kit = await startKit(
    {
      '/order': () =>
        serve<{ id: number }>(async (context) => {
          const { status } = await context.call('place order', {
            url: shop.url,
            method: 'POST',
            body: 'an order',
          });
          await context.run('look', async () => {
            const response = await fetch(
              `${kit.engine.url}/v2/workflows/runs/${context.workflowRunId}`,
              { headers: { authorization: `Bearer ${kit.engine.token}` } },
            );
            seen.push(listSchema.parse(await response.json()));
          });
          return { status, id: context.requestPayload.id };
        }),
    },
    // Nothing travels inline: each delivery makes the SDK fetch the list.
    { limits: { inlineBytes: 1 } },
  );

  const run = await kit.run(await kit.trigger('/order', { body: { id: 7 } }));

  expect(run.result).toEqual({ status: 200, id: 7 });
  // The call, its callback, the step, the end.
  expect(kit.calls['/order']).toBe(4);
  expect(withoutAnswers(kit.timeline(run.workflowRunId))).toEqual([
    '0 s: triggered',
    '0 s: delivered',
    '0 s: published',
    '0 s: delivered',
    '0 s: delivered',
    '0 s: step-appended place order',
    '0 s: delivered',
    '0 s: step-appended look',
    '0 s: delivered',
    '0 s: run-succeeded',
  ]);
  const [list = []] = seen;
  expect(list.map(({ callType }) => callType)).toEqual([
    'step',
    'toCallback',
    'fromCallback',
    'step',
  ]);
  const [, call, callback] = list.map(({ body }) => Buffer.from(body, 'base64').toString('utf8'));
  expect(call).toContain('an order');
  expect(JSON.parse(callback ?? '{}')).toMatchObject({
    status: 200,
    body: Buffer.from('sold').toString('base64'),
  });
});
