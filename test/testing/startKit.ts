import { Client } from '@upstash/workflow';
import type { TriggerOptions as SdkTriggerOptions } from '@upstash/workflow';
import { createTestKit } from 'trifold/testing';
import type { TestKit, TestKitOptions } from 'trifold/testing';
import { sdkHas } from './sdk.js';
import { timelineLines } from './support/timelineLines.js';

interface Route {
  POST(request: Request): Promise<Response>;
}

type TriggerOptions = Omit<SdkTriggerOptions, 'url'>;

export interface StartedKit extends TestKit {
  /** How often each route was called. */
  readonly calls: Readonly<Record<string, number>>;
  readonly client: Client;
  /** What happened to a run, and after how many seconds: `12 s: answered 200`. */
  timeline(workflowRunId: string): readonly string[];
  /** Triggers a route and answers the run's id. */
  trigger(path: string, options?: TriggerOptions): Promise<string>;
}

/** What makes 0.2.x keep the trigger's configuration for the whole run, as 1.x always does. */
const LIKE_1X = sdkHas('triggerConfig')
  ? {}
  : { keepTriggerConfig: true, useFailureFunction: true };

/** A kit over routes that are made once its environment is set, counting their calls. */
export async function startKit(
  routes: Readonly<Record<string, () => Route>>,
  options: Omit<TestKitOptions, 'routes' | 'url'> = {},
): Promise<StartedKit> {
  const calls: Record<string, number> = {};
  const counted = Object.entries(routes).map(([path, create]) => {
    calls[path] = 0;
    const load = () => {
      const route = create();
      return {
        POST(request: Request) {
          calls[path] = (calls[path] ?? 0) + 1;
          return route.POST(request);
        },
      };
    };
    return [path, load] as const;
  });
  const kit = await createTestKit({ ...options, routes: Object.fromEntries(counted) });
  const client = new Client({ baseUrl: kit.engine.url, token: kit.engine.token });
  return {
    ...kit,
    calls,
    client,
    timeline(workflowRunId) {
      const events = kit.engine.timeline.events.filter(({ runId }) => runId === workflowRunId);
      return timelineLines(events);
    },
    async trigger(path, trigger = {}) {
      const options: SdkTriggerOptions = { ...LIKE_1X, ...trigger, url: `${kit.url}${path}` };
      return (await client.trigger(options)).workflowRunId;
    },
  };
}
