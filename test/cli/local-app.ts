import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

type Handler = (request: Request) => Response | Promise<Response>;

type Routes = Readonly<Record<string, Handler>>;

/** An application on a free port of this machine, until the test ends. Answers its address. */
export async function startApp(routes: Routes): Promise<string> {
  const { url, close } = await openApp(routes);
  onTestFinished(close);
  return url;
}

/** As `startApp`, until the caller closes it. */
export async function openApp(routes: Routes): Promise<{ url: string; close: () => void }> {
  const server = createServer((incoming, outgoing) => void answer(routes, incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function answer(routes: Routes, incoming: IncomingMessage, outgoing: ServerResponse) {
  const { url = '', headers } = incoming;
  const handler = routes[url] ?? (() => new Response('no route', { status: 404 }));
  const response = await handler(
    new Request(`http://${headers.host ?? ''}${url}`, {
      method: 'POST',
      headers: Object.entries(headers).map(([name, value]): [string, string] => [
        name,
        String(value),
      ]),
      body: await buffer(incoming),
    }),
  );
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(await response.text());
}
