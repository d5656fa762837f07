import { rotateKeys } from '../signature.js';
import type { Call } from './call.js';
import type { ApiResponse } from './server.js';

/** `GET /v2/keys`. */
export function get({ runner }: Call): ApiResponse {
  return { status: 200, body: runner.state.signingKeys };
}

/** `POST /v2/keys/rotate`: answers the new pair. */
export function rotate({ runner }: Call): ApiResponse {
  runner.state.signingKeys = rotateKeys(runner.state.signingKeys);
  return { status: 200, body: runner.state.signingKeys };
}
