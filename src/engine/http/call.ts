import { textOf } from '../body.js';
import type { Runner } from '../runner.js';
import type { ApiRequest, ApiResponse } from './server.js';

export interface ApiOptions {
  readonly token: string;
  readonly allowHosts: readonly string[];
}

/** What a handler of the API works with. */
export interface Call {
  readonly runner: Runner;
  readonly options: ApiOptions;
  readonly request: ApiRequest;
  readonly query: URLSearchParams;
  /** What stands for the `:names` of the route's path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** What stands for the `*` at the end of the route's path, as written. */
  readonly rest: string;
}

export type Handler = (call: Call) => ApiResponse;

/** An answer as QStash words errors. */
export function failure(status: number, error: string): ApiResponse {
  return { status, body: { error } };
}

/** JSON of a request's body; `undefined` when it is none. */
export function jsonBody({ request }: Call): unknown {
  try {
    return JSON.parse(textOf(request.body));
  } catch {
    return undefined;
  }
}
