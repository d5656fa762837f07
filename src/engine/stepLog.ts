import { isPlan } from './append.js';
import { textOf } from './body.js';
import { DEFAULT_RETRIES } from './config.js';
import type { Entry, Run } from './entities.js';
import { shownHeaders, shownText } from './redaction.js';

/** A step as `client.logs()` of the SDK shows it. Shapes: SDK `src/client/types.ts`, `StepLog`. */
export function stepLog(
  run: Run,
  given: { readonly shown: Entry; readonly ran: Entry; readonly state: string },
) {
  const { shown, ran, state } = given;
  const { step } = shown;
  const out = isPlan(step) ? undefined : resultOf(shown);
  return {
    stepId: step.targetStep ?? step.stepId,
    stepName: step.stepName,
    stepType: step.stepType,
    callType: 'step',
    messageId: shown.messageId,
    out: out === undefined ? undefined : shownText(out, run.redaction),
    concurrent: step.concurrent,
    state,
    retries: ran.delivery?.config.retries ?? DEFAULT_RETRIES,
    retryDelay: ran.delivery?.config.retryDelay,
    createdAt: shown.createdAt,
    headers: {},
    ...(step.stepType === 'Initial' ? {} : ownFields(shown)),
    ...(step.stepType === 'Call' && !isPlan(step) ? callFields(run, shown) : {}),
  };
}

/** What a step put out, as text: the payload for the first entry, else the step's `out`. */
export function resultOf(entry: Entry): string | undefined {
  if (entry.step.stepType === 'Initial') return textOf(entry.body);
  const { out } = parseObject(textOf(entry.body));
  return typeof out === 'string' || out === undefined ? out : JSON.stringify(out);
}

/** Fields of a sleeping or waiting step that the SDK has written into it. */
function ownFields(entry: Entry) {
  const { sleepFor, sleepUntil, waitEventId, waitTimeout, timeout } = parseObject(
    textOf(entry.body),
  );
  return { sleepFor, sleepUntil, waitEventId, waitTimeout, waitTimeoutDuration: timeout };
}

function callFields(run: Run, entry: Entry) {
  const call = run.calls.find(
    ({ config }) =>
      config.callback?.headers['upstash-forward-upstash-workflow-stepid'] ===
      String(entry.step.stepId),
  );
  const { status, body, header } = parseObject(resultOf(entry) ?? '');
  return {
    callUrl: call?.url,
    callMethod: call?.method,
    callHeaders: call === undefined ? undefined : shownHeaders(call.config.forward, run.redaction),
    callBody: call === undefined ? undefined : shownText(textOf(call.body), run.redaction),
    callResponseStatus: status,
    callResponseBody: typeof body === 'string' ? shownText(body, run.redaction) : body,
    callResponseHeaders: header,
  };
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}
