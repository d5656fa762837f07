import { failure } from './call.js';
import type { Call } from './call.js';
import { isLoopback } from './server.js';
import type { ApiResponse } from './server.js';

/** Refuses URLs that are neither on this machine nor on a host that was allowed; what is no URL is refused elsewhere. */
export function refuseHost(
  { options }: Call,
  urls: readonly (string | undefined)[],
): ApiResponse | undefined {
  for (const url of urls) {
    if (url === undefined || !URL.canParse(url)) continue;
    const { host, hostname } = new URL(url);
    if (isLoopback(host) || options.allowHosts.includes(hostname)) continue;
    return failure(403, `the local engine delivers to loopback only, not to ${hostname}`);
  }
  return undefined;
}
