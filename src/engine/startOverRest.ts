import type { Message } from './message.js';
import { nextId } from './state.js';
import type { EngineState } from './state.js';

/**
 * The trigger of a run that was started over REST, not by an SDK.
 *
 * Which SDK serves the endpoint is not known then: the first delivery says so (`Upstash-Workflow-Unknown-Sdk`), and the
 * SDK answers by triggering the same run id itself, with what it needs (SDK 1.x, `src/workflow-parser.ts`).
 */
export function startOverRest(state: EngineState, message: Message): Message {
  const runId = message.headers['upstash-workflow-runid'];
  return {
    ...message,
    headers: {
      ...message.headers,
      'upstash-workflow-runid': runId ?? `wfr_${nextId(state, 'rest')}`,
      'upstash-workflow-init': 'true',
      'upstash-workflow-unknown-sdk': 'true',
    },
  };
}
