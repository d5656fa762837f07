import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { TrifoldError } from '../../shared/errors.js';
import { messageOf } from '../../shared/nodeErrors.js';
import { bodyFrom } from '../body.js';
import type { Body } from '../body.js';

/** A request to the engine: the target as written (path and query), header names in lower case. */
export interface ApiRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}

export interface ApiResponse {
  readonly status: number;
  /** Sent as JSON; nothing when `undefined`. */
  readonly body: unknown;
}

export type Api = (request: ApiRequest) => ApiResponse;

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

export interface ListenOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Bytes of the largest request; read anew for each. */
  readonly requestBytes: number;
  /** Lets the process end although the server still listens. */
  readonly isBackground?: boolean;
}

export type Listen = (api: Api, options: ListenOptions) => Promise<Listening>;

/** Serves an API on 127.0.0.1. Throws `ENGINE_PORT_TAKEN` when the port is in use. */
export async function listen(api: Api, options: ListenOptions): Promise<Listening> {
  const server = createServer((request, response) => {
    void answer(api, request, options.requestBytes).then(({ status, body }) => {
      const text = body === undefined ? '' : JSON.stringify(body);
      const length = Buffer.byteLength(text);
      response
        .writeHead(status, { 'content-type': 'application/json', 'content-length': length })
        .end(text);
    });
  });
  server.keepAliveTimeout = 30_000;
  const port = await startListening(server, options.port);
  if (options.isBackground === true) {
    server.unref();
    server.on('connection', (socket) => socket.unref());
  }
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  api: Api,
  request: IncomingMessage,
  requestBytes: number,
): Promise<ApiResponse> {
  if (!isLoopback(request.headers.host ?? '')) {
    return {
      status: 403,
      body: { error: `host ${request.headers.host ?? ''} is not served here` },
    };
  }
  try {
    const body = await readBody(request, requestBytes);
    if (body === undefined) {
      return { status: 413, body: { error: `the request is larger than ${requestBytes} bytes` } };
    }
    return api({
      method: request.method ?? 'GET',
      target: request.url ?? '/',
      headers: readHeaders(request),
      body,
    });
  } catch (error) {
    return { status: 500, body: { error: messageOf(error) } };
  }
}

/** A page in a browser can reach 127.0.0.1 through a name of its own; the `Host` header gives it away. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/:\d+$/, '');
  return (
    name === '127.0.0.1' || name === 'localhost' || name === '[::1]' || name.endsWith('.localhost')
  );
}

async function readBody(request: IncomingMessage, limit: number): Promise<Body | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const bytes of request) {
    if (!(bytes instanceof Uint8Array)) continue;
    size += bytes.length;
    if (size > limit) return undefined;
    chunks.push(bytes);
  }
  return bodyFrom(Buffer.concat(chunks));
}

function readHeaders(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

function startListening(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(
        new TrifoldError('ENGINE_PORT_TAKEN', `cannot listen on 127.0.0.1:${port}`, {
          why: error.message,
          fix: 'stop what uses the port, or choose another one',
          cause: error,
        }),
      ),
    );
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
