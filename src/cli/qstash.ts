import { z } from 'zod';
import { TrifoldError } from '../shared/errors.js';
import { networkReason } from '../shared/nodeErrors.js';
import type { EntryMessage } from './entry-message.js';
import type { Targets } from './targets.js';

const deliveryError = z.object({
  status: z.number().default(0),
  error: z.string().optional(),
  body: z.string().default(''),
});

const stepLog = z.object({
  messageId: z.string().default(''),
  stepName: z.string().optional(),
  state: z.string().optional(),
  createdAt: z.number().optional(),
  /** Seconds, or a text such as `1d`, as the workflow has it. */
  sleepFor: z.union([z.number(), z.string()]).nullish(),
  /** Seconds since the epoch. */
  sleepUntil: z.number().nullish(),
  retries: z.number().optional(),
  errors: z.array(deliveryError).nullish(),
});

const runLog = z.object({
  workflowRunId: z.string(),
  workflowUrl: z.string(),
  workflowState: z.enum(['RUN_STARTED', 'RUN_SUCCESS', 'RUN_FAILED', 'RUN_CANCELED']),
  workflowRunResponse: z.string().optional(),
  steps: z.array(z.object({ type: z.string(), steps: z.array(stepLog) })).default([]),
});

const runPage = z.object({ runs: z.array(runLog), cursor: z.string().optional() });

const refusable = z.array(z.object({ error: z.string().optional() }));

/** A run as QStash logs it. Source: SDK `src/client/types.ts`, `WorkflowRunLog`. */
export type RunLog = z.output<typeof runLog>;
export type RunPage = z.output<typeof runPage>;

export interface RunFilter {
  readonly workflowRunId?: string;
  readonly label?: string;
  readonly state?: RunLog['workflowState'];
  readonly cursor?: string | undefined;
}

/** As much of QStash's API as it takes to start runs and to watch them. */
export interface Qstash {
  trigger(message: EntryMessage): Promise<void>;
  /** A page of runs, newest first. */
  runs(filter: RunFilter): Promise<RunPage>;
  cancel(runId: string): Promise<void>;
}

const PAGE_SIZE = 100;
const REQUEST_MS = 30_000;

/** @throws TrifoldError CLI_QSTASH_UNREACHABLE, CLI_QSTASH_REFUSED from each method */
export function connectQstash(target: Targets['qstash']): Qstash {
  const call = (method: string, path: string, body?: string) => ask(target, method, path, body);
  return {
    async trigger(message) {
      const answer = await call('POST', '/v2/batch', JSON.stringify([message]));
      const error = refusable.safeParse(answer).data?.[0]?.error;
      if (error !== undefined) throw refused(target, error);
    },
    async runs(filter) {
      const given = Object.entries({ ...filter, count: String(PAGE_SIZE) });
      const query = new URLSearchParams({ groupBy: 'workflowRunId' });
      for (const [name, value] of given) if (value !== undefined) query.set(name, value);
      const answer = await call('GET', `/v2/workflows/events?${query.toString()}`);
      const page = runPage.safeParse(answer).data;
      if (page === undefined) throw refused(target, 'its answer is no list of runs');
      return page;
    },
    async cancel(runId) {
      await call('DELETE', `/v2/workflows/runs/${encodeURIComponent(runId)}?cancel=true`);
    },
  };
}

async function ask(
  target: Targets['qstash'],
  method: string,
  path: string,
  body: string | undefined,
): Promise<unknown> {
  const { response, text } = await send(target, method, path, body);
  if (!response.ok) throw refused(target, errorIn(text) ?? `answered ${String(response.status)}`);
  return parsed(text);
}

async function send(
  { url, token, from }: Targets['qstash'],
  method: string,
  path: string,
  body: string | undefined,
) {
  try {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(REQUEST_MS),
      ...(body !== undefined && { body }),
    });
    return { response, text: await response.text() };
  } catch (cause) {
    throw new TrifoldError('CLI_QSTASH_UNREACHABLE', `no QStash answers at ${url}`, {
      why: `${networkReason(cause)}; the address comes from ${from}`,
      fix: startHint(url),
      cause,
    });
  }
}

function refused({ url, from }: Targets['qstash'], error: string): TrifoldError {
  return new TrifoldError('CLI_QSTASH_REFUSED', `${url} refuses: ${error}`, {
    why: `the address comes from ${from}`,
    fix: fixFor(error),
  });
}

function fixFor(error: string): string {
  const host = /delivers to loopback only, not to (\S+)/.exec(error)?.[1];
  if (host !== undefined) return `start the engine with: trifold dev --allow-host ${host}`;
  if (/unauthorized|invalid token/i.test(error)) {
    return 'set QSTASH_URL and QSTASH_TOKEN to what `trifold dev` prints';
  }
  if (/loopback/i.test(error)) {
    return 'QStash in the cloud cannot reach this machine: set QSTASH_URL to that of `trifold dev`, or name the deployed application with --url';
  }
  return 'see that QSTASH_URL and --url are the ones you mean';
}

function startHint(url: string): string {
  const { hostname, port } = new URL(url);
  if (hostname !== '127.0.0.1' && hostname !== 'localhost') return 'correct QSTASH_URL';
  return `start it in another terminal: trifold dev${port === '8080' ? '' : ` --port ${port}`}`;
}

function errorIn(text: string): string | undefined {
  return z.object({ error: z.string() }).safeParse(parsed(text)).data?.error;
}

/** Undefined where something else than QStash answers. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
