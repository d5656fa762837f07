import { createEngine, virtualClock } from '../../src/engine/index.js';
import type { Engine, EngineOptions } from '../../src/engine/index.js';

/** An endpoint's answer, as short as it can be said. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export const WORKFLOW_ANSWER: Reply = { headers: { 'upstash-workflow-sdk-version': '1' } };

export interface StartedEngine extends Engine {
  /** What the endpoint got. */
  readonly received: { readonly url: string; readonly headers: Headers; readonly body: string }[];
  request(method: string, target: string, init?: RequestInit): Promise<Response>;
  publish(headers?: Record<string, string>, body?: string): Promise<Response>;
  batch(...items: readonly BatchItem[]): Promise<Response>;
}

export interface BatchItem {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly destination?: string;
}

export const ENDPOINT = 'http://127.0.0.1:9/endpoint';

/** An engine at a fixed time whose deliveries end in `reply`. */
export async function startEngine(
  reply: (request: Request) => Reply | Promise<Reply> = () => ({}),
  options: EngineOptions = {},
): Promise<StartedEngine> {
  const received: StartedEngine['received'] = [];
  const engine = await createEngine({
    clock: virtualClock({ start: START }),
    transport: async (request) => {
      const copy = request.clone();
      received.push({ url: copy.url, headers: copy.headers, body: await copy.text() });
      const { status = 200, headers = {}, body = '' } = await reply(request);
      return new Response(body, { status, headers });
    },
    ...options,
  });
  const request = (method: string, target: string, init: RequestInit = {}) =>
    fetch(`${engine.url}${target}`, {
      ...init,
      method,
      headers: {
        authorization: `Bearer ${engine.token}`,
        ...Object.fromEntries(new Headers(init.headers)),
      },
    });
  return {
    ...engine,
    get timeline() {
      return engine.timeline;
    },
    received,
    request,
    publish: (headers = {}, body = '{}') =>
      request('POST', `/v2/publish/${ENDPOINT}`, { headers, body }),
    batch: (...items) =>
      request('POST', '/v2/batch', {
        body: JSON.stringify(
          items.map(({ destination = ENDPOINT, headers = {}, body = '' }) => ({
            destination,
            headers,
            body,
          })),
        ),
      }),
  };
}

export const START = Date.UTC(2030, 0, 1);

/** Headers of a trigger as the SDK sends them. */
export function triggerHeaders(runId: string, more: Readonly<Record<string, string>> = {}) {
  return {
    'upstash-workflow-runid': runId,
    'upstash-workflow-init': 'true',
    'upstash-workflow-url': ENDPOINT,
    'upstash-forward-upstash-workflow-sdk-version': '1',
    'upstash-feature-set': 'LazyFetch,InitialBody,WF_DetectTrigger,WF_TriggerOnConfig',
    ...more,
  };
}

/** A step message as the SDK sends it. */
export function stepItem(runId: string, stepId: number, out: unknown = stepId): BatchItem {
  return {
    headers: { ...triggerHeaders(runId), 'upstash-workflow-init': 'false' },
    body: JSON.stringify({
      stepId,
      stepName: `step-${stepId}`,
      stepType: 'Run',
      out: JSON.stringify(out),
      concurrent: 1,
    }),
  };
}
