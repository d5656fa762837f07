import { networkReason } from '../shared/nodeErrors.js';
import { bodyFrom, cut } from './body.js';
import type { Body } from './body.js';
import type { Clock } from './clock.js';
import type { FaultRule } from './faults.js';

/** How deliveries leave: an HTTP client, or a function that calls the handler in process. */
export type Transport = (request: Request) => Promise<Response>;

/** What came back from an endpoint; `status` 0 and an `error` where nothing did. Header names in lower case. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
  readonly error?: string;
  /** The fault that was put in the delivery's way. */
  readonly fault?: string;
}

export interface CallOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Real milliseconds until the endpoint counts as silent. */
  readonly answerMs: number;
  /** Bytes of an answer that are kept; QStash, too, truncates what is more (https://upstash.com/docs/qstash/features/callbacks). */
  readonly answerBytes: number;
  readonly fault: FaultRule | undefined;
}

/** Makes one call of an endpoint, or suffers the fault in its way. Never throws: no answer is an answer with status 0. */
export async function callEndpoint(request: Request, options: CallOptions): Promise<Answer> {
  const { fault } = options;
  if (fault?.kind === 'fail') {
    return lost(fault.status ?? 500, 'fault: the endpoint was made to fail', 'fail');
  }
  if (fault?.kind === 'drop-before') return lost(0, 'fault: the delivery was lost', 'drop-before');
  const answer = await within(options, readAnswer(options, request));
  if (fault?.kind === 'drop-after') {
    return lost(502, 'fault: the handler ran and its answer was lost', 'drop-after');
  }
  return fault === undefined ? answer : { ...answer, fault: fault.kind };
}

async function readAnswer(options: CallOptions, request: Request): Promise<Answer> {
  try {
    const response = await options.transport(request);
    const { status } = response;
    const headers = Object.fromEntries(response.headers);
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status, headers, body: bodyFrom(cut(bytes, options.answerBytes)) };
  } catch (error) {
    return { status: 0, headers: {}, body: '', error: networkReason(error) };
  }
}

function within(options: CallOptions, answer: Promise<Answer>): Promise<Answer> {
  return new Promise((resolve) => {
    const cancel = options.clock.alarm(options.answerMs, () =>
      resolve({
        status: 0,
        headers: {},
        body: '',
        error: `no answer within ${options.answerMs} ms`,
      }),
    );
    void answer.then((value) => {
      cancel();
      resolve(value);
    });
  });
}

function lost(status: number, error: string, fault: string): Answer {
  return { status, headers: {}, body: '', error, fault };
}
