import { createServer } from 'node:http';

/** An app on a port of its own, with one route for all paths. */
export interface App {
  readonly url: string;
  route: (request: Request) => Promise<Response>;
  readonly calls: number;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function startApp(): Promise<App> {
  let calls = 0;
  const server = createServer((incoming, outgoing) => {
    const chunks: Uint8Array[] = [];
    incoming.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    incoming.on('end', () => {
      calls += 1;
      const headers = new Headers();
      for (const [name, value] of Object.entries(incoming.headers))
        headers.set(name, String(value));
      const request = new Request(new URL(incoming.url ?? '/', app.url), {
        method: 'POST',
        headers,
        body: Buffer.concat(chunks),
      });
      void app.route(request).then(async (response) => {
        outgoing.writeHead(response.status, Object.fromEntries(response.headers));
        outgoing.end(await response.text());
      });
    });
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const app: App = {
    url: `http://127.0.0.1:${port}`,
    route: async () => new Response('', { status: 404 }),
    get calls() {
      return calls;
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return app;
}
