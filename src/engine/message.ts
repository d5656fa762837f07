import type { Body } from './body.js';

/** Something sent to the engine: header names in lower case. */
export interface Message {
  readonly destination: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
  /** The queue that the message waits in. */
  readonly queueName?: string | undefined;
  /** The URL group that it was sent to, and the endpoint's name there. */
  readonly group?: GroupPlace | undefined;
}

export interface GroupPlace {
  readonly topicName: string;
  readonly endpointName: string | undefined;
}

/**
 * What a message asks for, read from its headers (SDK `src/qstash/headers.ts`).
 *
 * - `trigger`: the start of a run
 * - `invoke`: the start of a run that a step of another one waits for
 * - `step`: an entry of a run's list
 * - `call`: the request of a `context.call` to a third party
 */
export type Purpose =
  | { readonly kind: 'trigger' | 'invoke' | 'step' | 'call'; readonly runId: string }
  | { readonly kind: 'plain' };

export function purposeOf({ headers }: Message): Purpose {
  const runId = headers['upstash-workflow-runid'];
  if (runId === undefined || runId === '') return { kind: 'plain' };
  if (headers['upstash-workflow-calltype'] === 'toCallback') return { kind: 'call', runId };
  if (headers['upstash-workflow-init'] !== 'true') return { kind: 'step', runId };
  return { kind: headers['upstash-workflow-invoke'] === 'true' ? 'invoke' : 'trigger', runId };
}

/** Labels of a message or a run, in a comma-separated list. */
export function labelsOf({ headers }: Pick<Message, 'headers'>): readonly string[] {
  const text = headers['upstash-label'];
  if (text === undefined || text === '') return NONE;
  return text
    .split(',')
    .map((label) => label.trim())
    .filter((label) => label !== '');
}

const NONE: readonly string[] = [];
