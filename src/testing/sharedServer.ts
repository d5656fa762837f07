import { listen } from '../engine/index.js';
import type { Api, Listen } from '../engine/index.js';
import { shortcut } from './shortcut.js';

interface SharedServer {
  readonly url: string;
  serve(api: Api, requestBytes: number): void;
}

/** Servers of this process whose kit was disposed. */
const parked: SharedServer[] = [];

/**
 * Listens like the engine does, but kits that follow one another take turns on one server.
 *
 * Route modules read the engine's address once, when they load, and stay in the module cache when the next kit comes:
 * the address has to stay the same. The server does not keep the process alive.
 */
export const listenInTurn: Listen = async (api, options) => {
  const server = (options.port === 0 ? parked.pop() : undefined) ?? (await open(options.port));
  server.serve(api, options.requestBytes);
  const removeShortcut = shortcut(server.url, api);
  return {
    url: server.url,
    async close() {
      removeShortcut();
      server.serve(nobody, options.requestBytes);
      parked.push(server);
    },
  };
};

async function open(port: number): Promise<SharedServer> {
  let current: Api = nobody;
  const options = { port, requestBytes: 0, isBackground: true };
  const { url } = await listen((request) => current(request), options);
  return {
    url,
    serve(api, requestBytes) {
      current = api;
      options.requestBytes = requestBytes;
    },
  };
}

const nobody: Api = () => ({ status: 503, body: { error: 'no test kit is running' } });
