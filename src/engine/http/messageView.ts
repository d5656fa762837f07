import { CALLER, CALLER_IP } from '../callerIp.js';
import { DEFAULT_RETRIES } from '../config.js';
import type { Attempt, Delivery } from '../entities.js';
import { shownBody, shownHeaders } from '../redaction.js';
import type { Fields } from './filter.js';

/** A message as the API shows it. Shape: `@upstash/qstash`, `src/client/messages.ts`, `Message`. */
export function messageFields(delivery: Delivery) {
  const { config, redaction, labels } = delivery;
  return {
    messageId: delivery.messageId,
    url: delivery.url,
    method: delivery.method,
    header: shownHeaders(config.forward, redaction),
    ...shownBody(delivery.body, redaction),
    maxRetries: config.retries ?? DEFAULT_RETRIES,
    retryDelayExpression: config.retryDelay,
    notBefore: delivery.dueAt,
    createdAt: delivery.createdAt,
    callback: config.callback?.url,
    failureCallback: config.failureCallback?.url,
    queueName: delivery.slot?.queue.name,
    scheduleId: delivery.scheduleId,
    topicName: delivery.group?.topicName,
    endpointName: delivery.group?.endpointName,
    ...CALLER,
    label: labels[0],
    labels: labels.length > 0 ? labels : undefined,
    ...flowFields(delivery),
  };
}

/** The answer that made a message a dead letter. */
export function responseFields(attempt: Attempt) {
  const { body, bodyBase64 } = shownBody(
    attempt.body === '' ? (attempt.error ?? '') : attempt.body,
  );
  return {
    responseStatus: attempt.status,
    responseHeader: shownHeaders(attempt.headers),
    responseBody: body,
    responseBodyBase64: bodyBase64,
  };
}

/** What messages can be filtered by. */
export function messageFilterFields(delivery: Delivery): Fields {
  return {
    at: delivery.createdAt,
    fields: {
      messageId: delivery.messageId,
      url: delivery.url,
      host: new URL(delivery.url).host,
      path: delivery.path,
      label: delivery.labels,
      queueName: delivery.slot?.queue.name,
      scheduleId: delivery.scheduleId,
      topicName: delivery.group?.topicName,
      flowControlKey: delivery.config.flowControl?.key,
      callerIp: CALLER_IP,
    },
  };
}

function flowFields({ config: { flowControl } }: Delivery) {
  return {
    flowControlKey: flowControl?.key,
    parallelism: flowControl?.parallelism,
    rate: flowControl?.rate,
    period: flowControl === undefined ? undefined : flowControl.periodMs / 1_000,
  };
}
