import { listText } from './append.js';
import type { Body } from './body.js';
import { CALLER_IP } from './callerIp.js';
import { sign } from './signature.js';
import type { SigningKeys } from './signature.js';
import type { Delivery } from './entities.js';

export interface OutgoingOptions {
  readonly signingKeys: SigningKeys;
  readonly inlineBytes: number;
  /** Real time in milliseconds. */
  readonly wall: number;
}

/** The request that a delivery makes to its endpoint, signed. */
export function outgoingRequest(delivery: Delivery, options: OutgoingOptions): Request {
  const hasBody = delivery.method !== 'GET' && delivery.method !== 'HEAD';
  const body = hasBody ? carriedBody(delivery, options.inlineBytes) : '';
  const headers: Record<string, string> = {
    'user-agent': 'Upstash-QStash',
    ...delivery.config.forward,
    ...workflowHeaders(delivery),
    'upstash-message-id': delivery.messageId,
    'upstash-retried': String(delivery.tried),
    'upstash-region': 'EU_CENTRAL_1',
    // Source: https://upstash.com/docs/qstash/howto/receiving
    'upstash-caller-ip': CALLER_IP,
    ...(delivery.scheduleId === undefined ? {} : { 'upstash-schedule-id': delivery.scheduleId }),
    ...(delivery.group === undefined ? {} : { 'upstash-topic-name': delivery.group.topicName }),
    'upstash-signature': sign({
      key: options.signingKeys.current,
      url: delivery.url,
      body,
      wall: options.wall,
    }),
  };
  return new Request(delivery.url, {
    method: delivery.method,
    headers,
    redirect: 'manual',
    // Where the DOM's types are in, they know no Buffer.
    ...(hasBody ? { body: typeof body === 'string' ? body : new Uint8Array(body) } : {}),
  });
}

/**
 * The run's list up to the element that was appended with this message, or nothing where that is too much: the SDK
 * fetches it then.
 *
 * The body of a callback is carried whatever its size. The SDK has code to fetch that as well, but 1.3 cannot reach it:
 * it parses the body that is missing first (`initialPayload` in its `src/serve/index.ts`).
 */
function carriedBody(delivery: Delivery, inlineBytes: number): Body {
  const { run } = delivery;
  if (delivery.kind !== 'workflow' || run === undefined) return delivery.body;
  const body = listText(run, delivery.prefix);
  return body.length > inlineBytes ? '' : body;
}

/** A third party learns nothing of the run; a callback belongs to it, but is not of its list. */
function workflowHeaders(delivery: Delivery): Record<string, string> {
  const { run, kind } = delivery;
  if (run === undefined || kind === 'call') return {};
  const isFirst = kind === 'workflow' && delivery.prefix === 1;
  return {
    'upstash-workflow-runid': run.id,
    'upstash-workflow-url': run.url,
    'upstash-workflow-createdat': String(run.createdAt),
    'upstash-workflow-init': isFirst ? 'true' : 'false',
    ...(kind === 'callback' ? { 'upstash-workflow-calltype': 'fromCallback' } : {}),
    ...(run.labels.length > 0 ? { 'upstash-label': run.labels.join(',') } : {}),
    ...(run.awaitsSdk ? { 'upstash-workflow-unknown-sdk': 'true' } : {}),
  };
}
