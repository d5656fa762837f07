import { setImmediate } from 'node:timers/promises';
import type { Api } from '../engine/index.js';

/** Engines of this process by the origin they listen on. */
const engines = new Map<string, Api>();
let networkFetch: typeof fetch | undefined;

/**
 * Lets `fetch` reach an engine of this process without the network, which is most of what a run in process costs.
 *
 * Only what is plainly the SDK's (a URL as text, a body as text) is short-circuited; the engine also listens, and all
 * else goes there. Returns how to take it away.
 */
export function shortcut(origin: string, api: Api): () => void {
  engines.set(origin, api);
  if (networkFetch === undefined) {
    networkFetch = globalThis.fetch;
    globalThis.fetch = fetchOrCall;
  }
  return () => {
    engines.delete(origin);
    // Somebody who has replaced `fetch` since then still calls ours, which passes everything on.
    if (engines.size > 0 || globalThis.fetch !== fetchOrCall) return;
    globalThis.fetch = networkFetch ?? fetch;
    networkFetch = undefined;
  };
}

async function fetchOrCall(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const call = typeof input === 'string' ? asEngineCall(input, init) : undefined;
  if (call === undefined) return (networkFetch ?? fetch)(input, init);
  // As over the network, nobody hears the answer in the same turn of the event loop: timers must get theirs.
  await setImmediate();
  const { status, body } = call();
  return new Response(body === undefined ? '' : JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });
}

function asEngineCall(url: string, init: RequestInit = {}): (() => ReturnType<Api>) | undefined {
  const slash = url.indexOf('/', 'http://'.length);
  const api = slash === -1 ? undefined : engines.get(url.slice(0, slash));
  const body = init.body ?? '';
  if (api === undefined || typeof body !== 'string') return undefined;
  const headers = Object.fromEntries(new Headers(init.headers));
  return () => api({ method: init.method ?? 'GET', target: url.slice(slash), headers, body });
}
