import type { WorkflowContext } from '@upstash/workflow';
import { serve } from '@upstash/workflow/nextjs';
import { startKit } from '../../testing/startKit.js';

/** Runs a workflow function once, with what its steps did. */
export async function outcomeOf(
  route: (context: WorkflowContext, work: (name: string) => string) => Promise<unknown>,
) {
  const worked: string[] = [];
  const work = (name: string) => {
    worked.push(name);
    return name;
  };
  await using kit = await startKit({ '/route': () => serve((context) => route(context, work)) });
  const run = await kit.run(await kit.trigger('/route', { retries: 0 }));
  return {
    state: run.state,
    result: run.result,
    statuses: run.deliveries.filter(({ kind }) => kind === 'workflow').map(({ status }) => status),
    steps: run.steps.map(({ name }) => name),
    worked,
  };
}
