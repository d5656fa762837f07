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

/** What the caller of a trigger may set: `parentRunId` derives the run ids, `workflowRunId` sets one. */
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

/** Answers the runs of the batch that did not start. */
async function triggerBatch(runs: WorkflowRun[]): Promise<WorkflowRun[]> {
  try {
    await workflowClient().trigger(runs.map(toTriggerOptions));
    return [];
  } catch (error) {
    return error instanceof RefusedElements
      ? runs.filter((_, index) => error.indexes.has(index))
      : runs;
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

let created: { token: string | undefined; baseUrl: string | undefined; client: Client } | undefined;

/** The client, created once, when it is first needed. */
export function workflowClient(): Client {
  const token = process.env.QSTASH_TOKEN;
  const baseUrl = process.env.QSTASH_URL;
  if (created?.token === token && created?.baseUrl === baseUrl && created) return created.client;
  if (!token && process.env.QSTASH_DEV !== 'true') {
    throw new Error(
      'QSTASH_TOKEN is not set. Copy it from the QStash console, or set QSTASH_DEV=true for local work.',
    );
  }
  const client = new Client({ token, baseUrl });
  reportRefusedElements(client);
  created = { token, baseUrl, client };
  return client;
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
 * is read on its way: any answer that is a list is searched for refused elements.
 */
function reportRefusedElements(client: Client): void {
  const http: { request(request: unknown): Promise<unknown> } = client['client'].http;
  const request = http.request.bind(http);
  http.request = async (sent) => {
    const answer = await request(sent);
    const refused = Array.isArray(answer) ? answer.flatMap(refusalOf) : [];
    if (refused.length > 0) throw new RefusedElements(refused);
    return answer;
  };
}

function refusalOf(element: unknown, index: number): { index: number; error: string }[] {
  if (typeof element !== 'object' || element === null || !('error' in element) || !element.error)
    return [];
  return [{ index, error: String(element.error) }];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
