import type { Runner } from '../runner.js';
import type { SigningKeys } from '../signature.js';
import type { ApiRequest, ApiResponse } from './server.js';

export interface ApiOptions {
  readonly token: string;
  readonly signingKeys: SigningKeys;
  readonly allowHosts: readonly string[];
}

/** What a handler of the API works with. */
export interface Call {
  readonly runner: Runner;
  readonly options: ApiOptions;
  readonly request: ApiRequest;
  readonly query: URLSearchParams;
  /** The rest of the path behind the route's prefix, as written. */
  readonly rest: string;
}

/** An answer as QStash words errors. */
export function failure(status: number, error: string): ApiResponse {
  return { status, body: { error } };
}
