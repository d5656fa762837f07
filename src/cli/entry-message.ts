import { randomUUID } from 'node:crypto';
import { namesOf } from '../spec/naming.js';
import type { WorkflowSpec } from '../spec/workflow.js';

/** An element of a request to `/v2/batch`. */
export interface EntryMessage {
  readonly destination: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Features of the protocol that an SDK major speaks; with the last one a run keeps what its trigger says. */
const FEATURES = {
  0: 'LazyFetch,InitialBody,WF_DetectTrigger',
  1: 'LazyFetch,InitialBody,WF_DetectTrigger,WF_TriggerOnConfig',
};

/** As the generated triggers have the SDK make them. */
export function newRunId(): string {
  return `wfr_${randomUUID()}`;
}

/**
 * The trigger of a workflow's entry layer, as the generated `triggerProcess…` sends it through the SDK: with the run's id
 * as its label, the flow control of the layer, and its failure function.
 * Source: SDK `src/qstash/headers.ts`.
 */
export function entryMessage(
  spec: WorkflowSpec,
  { appUrl, runId, payload }: { appUrl: string; runId: string; payload: object },
): EntryMessage {
  const names = namesOf(spec);
  const url = `${appUrl}${names.urls.process}`;
  const { parallelism, rate } = spec.flowControl.process;
  const flowControl = {
    'flow-control-key': names.keys.process,
    'flow-control-value': `parallelism=${String(parallelism)}, rate=${String(rate)}`,
  };
  const features = { 'feature-set': FEATURES[spec.sdk] };
  const run = { 'workflow-runid': runId, 'workflow-url': url };
  return {
    destination: url,
    headers: {
      'content-type': 'application/json',
      ...prefixed('upstash-', {
        ...run,
        ...features,
        ...flowControl,
        'workflow-init': 'true',
        'workflow-sdk-version': '1',
        'forward-upstash-workflow-sdk-version': '1',
        method: 'POST',
        label: runId,
        'forward-upstash-label': runId,
        'failure-callback': url,
      }),
      ...prefixed('upstash-failure-callback-', {
        ...run,
        ...features,
        ...flowControl,
        'workflow-init': 'false',
        'workflow-calltype': 'failureCall',
        'forward-upstash-label': runId,
        'forward-upstash-workflow-is-failure': 'true',
        'forward-upstash-workflow-failure-callback': 'true',
      }),
    },
    body: JSON.stringify(payload),
  };
}

function prefixed(prefix: string, headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [`${prefix}${name}`, value]),
  );
}
