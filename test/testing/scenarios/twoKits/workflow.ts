import { Client } from '@upstash/workflow';
import { serve } from '@upstash/workflow/nextjs';

/** The environment may name the engine of either kit: `Client` and `serve` read it when this module is first loaded. */
const client = new Client({});

/** Triggers the child as an app does that knows its address from the environment. */
async function triggerChild(parent: string) {
  const url = `${process.env['APP_URL']}/child`;
  await client.trigger({ url, body: parent, workflowRunId: 'child' });
}

export const parent = serve<string>(async (context) => {
  const before = await context.run('read the payload', () => context.requestPayload);
  await context.sleep('an hour', '1h');
  await context.run('trigger the child', () => triggerChild(before));
  return before;
});

export const child = serve<string>(async (context) =>
  context.run('work', () => `child of ${context.requestPayload}`),
);

/** As a script would start the parent. */
export function triggerParent(name: string) {
  const url = `${process.env['APP_URL']}/parent`;
  return client.trigger({ url, body: name, workflowRunId: 'parent' });
}
