import { createHash } from 'node:crypto';
import { Client, type TriggerOptions } from '@upstash/workflow';

/** One run to start. With a `workflowRunId` a repeated trigger is recognised; without one every call starts a new run. */
export interface WorkflowRun {
  path: string;
  payload: object;
  flowControl: NonNullable<TriggerOptions['flowControl']>;
  label?: string;
  workflowRunId?: string;
}

/** Where a trigger's run id comes from: it is derived from `parentRunId`, or `workflowRunId` as it is (without `wfr_`). */
export interface TriggerSource {
  parentRunId?: string;
  workflowRunId?: string;
}

/**
 * Starts one run. A run with the same id that is still in progress counts as started.
 *
 * @throws a plain Error for any other refusal. It must not be the SDK's QstashError: the SDK takes a QstashError 400
 * inside a step for "the run has been cancelled", answers 200, and the calling run hangs for ever.
 */
export async function triggerWorkflow(run: WorkflowRun): Promise<{ workflowRunId: string }> {
  if (run.workflowRunId !== undefined && !/^[\w.-]+$/.test(run.workflowRunId)) {
    // Run ids travel in URLs and headers.
    throw new Error(
      `A run id may hold letters, digits, "-", "_" and ".", got ${JSON.stringify(run.workflowRunId)}`,
    );
  }
  try {
    return await workflowClient().trigger(toTriggerOptions(run));
  } catch (error) {
    if (run.workflowRunId && (await isInProgress(`wfr_${run.workflowRunId}`))) {
      return { workflowRunId: `wfr_${run.workflowRunId}` };
    }
    throw new Error(`Could not trigger ${run.path}: ${messageOf(error)}`);
  }
}

/** Starts many runs with one request. Elements that are refused are triggered again one by one. */
export async function triggerWorkflows(runs: WorkflowRun[]): Promise<void> {
  // The SDK throws a TypeError for an empty batch.
  if (runs.length === 0) return;
  for (const run of await triggerBatch(runs)) await triggerWorkflow(run);
}

/** Answers the runs that did not start: all of them when the batch, or how to read its answer, failed as a whole. */
async function triggerBatch(runs: WorkflowRun[]): Promise<WorkflowRun[]> {
  const { client, readsAnswers } = connection();
  if (!readsAnswers) return runs;
  try {
    await client.trigger(runs.map(toTriggerOptions));
    return [];
  } catch (error) {
    if (error instanceof RefusedElements)
      return runs.filter((_, index) => error.indexes.has(index));
    // Whether the others have started is unknown. Only a run with an id of its own is recognised when it comes again.
    if (runs.some(({ workflowRunId }) => workflowRunId === undefined)) {
      throw new Error(`Could not trigger ${runs.length} runs: ${messageOf(error)}`);
    }
    return runs;
  }
}

/** The same parts give the same id, whenever and however often the step that triggers is retried. */
export function runIdOf(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

/** The absolute URL of a workflow route. */
export function workflowUrl(path: string): string {
  const base = process.env.APP_URL;
  if (!base)
    throw new Error(
      'APP_URL is not set. Set it to the base URL under which QStash reaches this app.',
    );
  return `${base.replace(/\/+$/, '')}${path}`;
}

/**
 * Refuses every request in production while the signing keys are missing: without them the SDK verifies nothing and
 * anyone may run a step. Checked per request, because a build has no keys.
 */
export function verified(
  handler: (request: Request) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    if (process.env.NODE_ENV === 'production' && !hasSigningKeys()) {
      const error =
        'QSTASH_CURRENT_SIGNING_KEY and QSTASH_NEXT_SIGNING_KEY are required in production.';
      console.error('[workflows:error]', error);
      return Response.json({ error }, { status: 500 });
    }
    return handler(request);
  };
}

function hasSigningKeys(): boolean {
  return Boolean(process.env.QSTASH_CURRENT_SIGNING_KEY && process.env.QSTASH_NEXT_SIGNING_KEY);
}

function toTriggerOptions({ path, payload, ...options }: WorkflowRun): TriggerOptions {
  return { ...options, url: workflowUrl(path), body: payload };
}

async function isInProgress(workflowRunId: string): Promise<boolean> {
  try {
    const { runs } = await workflowClient().logs({ workflowRunId });
    return runs.some((run) => run.workflowState === 'RUN_STARTED');
  } catch {
    return false;
  }
}

interface Connection {
  token: string | undefined;
  baseUrl: string | undefined;
  client: Client;
  readsAnswers: boolean;
}

let latest: Connection | undefined;

/** The client, created once, when it is first needed. */
export function workflowClient(): Client {
  return connection().client;
}

function connection(): Connection {
  const token = process.env.QSTASH_TOKEN;
  const baseUrl = process.env.QSTASH_URL;
  if (latest?.token === token && latest?.baseUrl === baseUrl && latest) return latest;
  if (!token && process.env.QSTASH_DEV !== 'true') {
    throw new Error(
      'QSTASH_TOKEN is not set. Copy it from the QStash console, or set QSTASH_DEV=true for local work.',
    );
  }
  const client = new Client({ token, baseUrl });
  latest = { token, baseUrl, client, readsAnswers: reportRefusedElements(client) };
  return latest;
}

/** Some elements of a batch were refused; the others have started. */
class RefusedElements extends Error {
  readonly indexes: Set<number>;

  constructor(refused: { index: number; error: string }[]) {
    super(refused.map(({ index, error }) => `element ${index}: ${error}`).join('; '));
    this.name = 'RefusedElements';
    this.indexes = new Set(refused.map(({ index }) => index));
  }
}

/**
 * QStash answers a batch element by element, and a refused element carries an `error`. The SDK drops that answer, so it
 * is read on its way: an answer that is a list is searched for refused elements.
 *
 * @returns false when this version of the SDK keeps its connection elsewhere, and the answers cannot be read
 */
function reportRefusedElements(client: Client): boolean {
  const qstash: unknown = Reflect.get(client, 'client');
  if (!isObject(qstash) || !isObject(qstash.http) || !isRequester(qstash.http)) return false;
  const { http } = qstash;
  const request = http.request.bind(http);
  http.request = async (sent) => {
    const answer = await request(sent);
    const refused = Array.isArray(answer) ? answer.flatMap(refusalOf) : [];
    if (refused.length > 0) throw new RefusedElements(refused);
    return answer;
  };
  return true;
}

interface Requester {
  request(this: unknown, sent: unknown): Promise<unknown>;
}

function isRequester(value: object): value is Requester {
  return 'request' in value && typeof value.request === 'function';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function refusalOf(element: unknown, index: number): { index: number; error: string }[] {
  if (!isObject(element) || !element.error) return [];
  return [{ index, error: messageOf(element.error) }];
}

function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  return typeof error === 'string' ? error : JSON.stringify(error);
}
