import type { Runner } from '../runner.js';
import { failure } from './call.js';
import type { ApiOptions, Call } from './call.js';
import { batch, batchTrigger, publish, trigger } from './messages.js';
import { cancelRuns, endRun, getSteps } from './runs.js';
import { listFlowControls, listRuns } from './views.js';
import type { Api, ApiResponse } from './server.js';

type Handler = (call: Call) => ApiResponse;

interface Route {
  readonly method: string;
  /** A prefix when it ends in a slash, else the whole path. */
  readonly path: string;
  readonly handle: Handler;
}

const ROUTES: readonly Route[] = [
  { method: 'POST', path: '/v2/batch', handle: batch },
  { method: 'POST', path: '/v2/batch/trigger', handle: batchTrigger },
  { method: 'POST', path: '/v2/publish/', handle: publish },
  { method: 'POST', path: '/v2/trigger/', handle: trigger },
  { method: 'GET', path: '/v2/workflows/runs/', handle: getSteps },
  { method: 'DELETE', path: '/v2/workflows/runs/', handle: endRun },
  { method: 'DELETE', path: '/v2/workflows/runs', handle: cancelRuns },
  { method: 'GET', path: '/v2/workflows/events', handle: listRuns },
  { method: 'GET', path: '/v2/workflows/logs', handle: listRuns },
  { method: 'GET', path: '/v2/flowControl', handle: listFlowControls },
  { method: 'GET', path: '/v2/keys', handle: getKeys },
];

/** The HTTP interface of QStash, as much of it as the engine speaks; the rest is 501 with its name. */
export function createApi(runner: Runner, options: ApiOptions): Api {
  return (request) => {
    if (request.headers['authorization'] !== `Bearer ${options.token}`) {
      return failure(401, 'unauthorized: the token is not the one of this engine');
    }
    const { requestBytes } = runner.state.limits;
    if (request.body.length > requestBytes) {
      return failure(413, `the request is larger than ${requestBytes} bytes`);
    }
    const [path = '', query = ''] = split(request.target);
    const route = ROUTES.find(
      (candidate) => candidate.method === request.method && matches(candidate.path, path),
    );
    if (route === undefined) {
      // Not 404 or 400: the SDK reads those as "the run has ended".
      return failure(501, `${request.method} ${path} is not supported by the local engine`);
    }
    const response = route.handle({
      runner,
      options,
      request,
      query: new URLSearchParams(query),
      rest: route.path.endsWith('/') ? path.slice(route.path.length) : '',
    });
    runner.pump();
    return response;
  };
}

function getKeys({ options }: Call): ApiResponse {
  return { status: 200, body: options.signingKeys };
}

function matches(pattern: string, path: string): boolean {
  return pattern.endsWith('/') ? path.startsWith(pattern) && path !== pattern : path === pattern;
}

function split(target: string): readonly string[] {
  const mark = target.indexOf('?');
  return mark === -1 ? [target] : [target.slice(0, mark), target.slice(mark + 1)];
}
