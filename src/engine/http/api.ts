import { excessRetries } from '../retryLimit.js';
import type { Runner } from '../runner.js';
import { failure } from './call.js';
import type { ApiOptions } from './call.js';
import * as deadLetters from './deadLetters.js';
import * as events from './events.js';
import * as flowControl from './flowControl.js';
import * as failedRuns from './failedRuns.js';
import * as keys from './keys.js';
import * as messageLogs from './messageLogs.js';
import * as messages from './messages.js';
import * as plainMessages from './plainMessages.js';
import * as queues from './queues.js';
import { createRouter, route } from './router.js';
import * as runs from './runs.js';
import * as schedules from './schedules.js';
import type { Api } from './server.js';
import * as urlGroups from './urlGroups.js';
import { listRuns } from './views.js';

const ROUTES = [
  route('POST', '/v2/batch', messages.batch),
  route('POST', '/v2/publish/*', messages.publish),
  route('POST', '/v2/enqueue/:queue/*', messages.enqueue),
  route('POST', '/v2/trigger/*', messages.trigger),
  route('POST', '/v2/batch/trigger', messages.batchTrigger),
  route('GET', '/v2/workflows/runs/:id', runs.getSteps),
  route('DELETE', '/v2/workflows/runs/:id', runs.endRun),
  route('DELETE', '/v2/workflows/runs', runs.cancelRuns),
  route('GET', '/v2/workflows/events', listRuns),
  route('GET', '/v2/workflows/logs', listRuns),
  route('POST', '/v2/wait/:event', events.wait),
  route('POST', '/v2/notify/:event', events.notify),
  route('POST', '/v2/notify/:run/:event', events.notifyOne),
  route('GET', '/v2/waiters/:event', events.waiters),
  route('ANY', '/v2/workflows/hooks/:user/:run/:event', events.hook, { isPublic: true }),
  route('GET', '/v2/dlq', deadLetters.list),
  route('GET', '/v2/dlq/:id', deadLetters.get),
  route('DELETE', '/v2/dlq', deadLetters.removeAll),
  route('DELETE', '/v2/dlq/:id', deadLetters.remove),
  route('POST', '/v2/dlq/retry', deadLetters.retryAll),
  route('POST', '/v2/dlq/retry/:id', deadLetters.retry),
  route('GET', '/v2/workflows/dlq', failedRuns.list),
  route('GET', '/v2/workflows/dlq/:id', failedRuns.get),
  route('DELETE', '/v2/workflows/dlq', failedRuns.removeAll),
  route('DELETE', '/v2/workflows/dlq/:id', failedRuns.remove),
  route('POST', '/v2/workflows/dlq/resume', failedRuns.resumeAll),
  route('POST', '/v2/workflows/dlq/resume/:id', failedRuns.resume),
  route('POST', '/v2/workflows/dlq/restart', failedRuns.restartAll),
  route('POST', '/v2/workflows/dlq/restart/:id', failedRuns.restart),
  route('POST', '/v2/workflows/dlq/callback/:id', failedRuns.repeatCallback),
  route('DELETE', '/v2/workflows/dlq/callback/:id', failedRuns.cancelCallback),
  route('GET', '/v2/messages/:id', plainMessages.get),
  route('DELETE', '/v2/messages/:id', plainMessages.cancel),
  route('DELETE', '/v2/messages', plainMessages.cancelAll),
  route('GET', '/v2/events', messageLogs.listLogs),
  route('GET', '/v2/logs', messageLogs.listLogs),
  route('POST', '/v2/queues', queues.upsert),
  route('POST', '/v2/queues/', queues.upsert),
  route('GET', '/v2/queues', queues.list),
  route('GET', '/v2/queues/:name', queues.get),
  route('DELETE', '/v2/queues/:name', queues.remove),
  route('POST', '/v2/queues/:name/pause', queues.pause),
  route('POST', '/v2/queues/:name/resume', queues.resume),
  route('GET', '/v2/schedules', schedules.list),
  route('GET', '/v2/schedules/:id', schedules.get),
  route('DELETE', '/v2/schedules/:id', schedules.remove),
  route('PATCH', '/v2/schedules/:id/pause', schedules.pause),
  route('PATCH', '/v2/schedules/:id/resume', schedules.resume),
  route('POST', '/v2/schedules/*', schedules.create),
  route('GET', '/v2/topics', urlGroups.list),
  route('GET', '/v2/topics/:name', urlGroups.get),
  route('DELETE', '/v2/topics/:name', urlGroups.remove),
  route('POST', '/v2/topics/:name/endpoints', urlGroups.addEndpoints),
  route('DELETE', '/v2/topics/:name/endpoints', urlGroups.removeEndpoints),
  route('GET', '/v2/flowControl', flowControl.list),
  route('GET', '/v2/flowControl/:key', flowControl.get),
  route('POST', '/v2/flowControl/:key/pause', flowControl.pause),
  route('POST', '/v2/flowControl/:key/resume', flowControl.resume),
  route('POST', '/v2/flowControl/:key/pin', flowControl.pin),
  route('POST', '/v2/flowControl/:key/unpin', flowControl.unpin),
  route('POST', '/v2/flowControl/:key/resetRate', flowControl.resetRate),
  route('GET', '/v2/globalParallelism', flowControl.global),
  route('GET', '/v2/keys', keys.get),
  route('POST', '/v2/keys/rotate', keys.rotate),
];

/** The HTTP interface of QStash, as much of it as the engine speaks; the rest is 501 with its name. */
export function createApi(runner: Runner, options: ApiOptions): Api {
  const router = createRouter(ROUTES);
  return (request) => {
    const [path = '', query = ''] = split(request.target);
    const match = router(request.method, path);
    const isPublic = match?.route.isPublic === true;
    if (!isPublic && request.headers['authorization'] !== `Bearer ${options.token}`) {
      return failure(401, 'unauthorized: the token is not the one of this engine');
    }
    const { requestBytes } = runner.state.limits;
    if (request.body.length > requestBytes) {
      return failure(413, `the request is larger than ${requestBytes} bytes`);
    }
    const excess = excessRetries(request.headers, runner.state.limits.retries);
    if (excess !== undefined) return failure(412, excess);
    if (match === undefined) {
      // Not 404 or 400: the SDK reads those as "the run has ended".
      return failure(501, `${request.method} ${path} is not supported by the local engine`);
    }
    const response = match.route.handle({
      runner,
      options,
      request,
      query: new URLSearchParams(query),
      params: match.params,
      rest: match.rest,
    });
    runner.pump();
    return response;
  };
}

function split(target: string): readonly string[] {
  const mark = target.indexOf('?');
  return mark === -1 ? [target] : [target.slice(0, mark), target.slice(mark + 1)];
}
