import { CALLER_IP } from '../callerIp.js';
import { callbackState } from '../logs.js';
import type { Run } from '../entities.js';
import type { Fields } from './filter.js';

/** What runs can be filtered by. */
export function runFields(run: Run, options: { readonly isUrlPrefix?: boolean } = {}): Fields {
  return {
    at: run.createdAt,
    fields: {
      workflowUrl: options.isUrlPrefix === true ? (url) => run.url.startsWith(url) : run.url,
      workflowRunId: run.id,
      workflowCreatedAt: String(run.createdAt),
      host: new URL(run.url).host,
      path: run.path,
      label: run.labels,
      flowControlKey: run.config.flowControl?.key,
      failureFunctionState:
        run.failureCallback === undefined ? undefined : callbackState(run.failureCallback),
      callerIp: CALLER_IP,
    },
  };
}
