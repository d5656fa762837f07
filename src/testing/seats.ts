import { AsyncLocalStorage } from 'node:async_hooks';
import { listen } from '../engine/index.js';
import type { Api, Listen } from '../engine/index.js';

/** An engine of this process at its address. */
export interface Engaged {
  readonly url: string;
  readonly api: Api;
}

/** What a kit needs so that no other kit of the process is disturbed. */
export interface Seat {
  readonly listen: Listen;
  /** Whatever `act` sends to an engine of this process, at once or later, reaches the one of this seat. */
  within<T>(act: () => T): T;
}

/** A server stays when its kit is disposed, and waits for the next one. */
interface Server {
  readonly url: string;
  readonly options: { requestBytes: number };
  engaged: Engaged | undefined;
}

const servers = new Map<string, Server>();
const current = new AsyncLocalStorage<{ readonly engaged: Engaged }>();

/**
 * Takes a seat at a server. Kits that follow one another share an address, two at once have one each.
 *
 * Route modules read the engine's address once, when they load, or from `process.env` at each call, and both may name
 * the engine of another kit. What a handler sends is therefore told by the kit that called the handler.
 */
export function takeSeat(): Seat {
  let engaged: Engaged | undefined;
  return {
    async listen(api, { port, requestBytes }) {
      const server = freeServer(port) ?? (await open(port));
      let isOpen = true;
      engaged = {
        url: server.url,
        // What a handler of a disposed kit still sends reaches nobody, not the next kit.
        api: (request) => (isOpen ? api(request) : nobody()),
      };
      server.engaged = engaged;
      server.options.requestBytes = requestBytes;
      return {
        url: server.url,
        async close() {
          isOpen = false;
          server.engaged = undefined;
        },
      };
    },
    within: (act) => (engaged === undefined ? act() : current.run({ engaged }, act)),
  };
}

/** The engine meant by a call to that origin; `undefined` when no kit of this process ever listened there. */
export function engineAt(origin: string): Engaged | undefined {
  const server = servers.get(origin);
  if (server === undefined) return undefined;
  return current.getStore()?.engaged ?? heirOf(server) ?? { url: server.url, api: nobody };
}

/** Who answers at an address: its kit, or the only kit there is for a module that remembers one of before. */
function heirOf(server: Server): Engaged | undefined {
  if (server.engaged !== undefined) return server.engaged;
  const [only, ...others] = [...servers.values()].flatMap((one) => one.engaged ?? []);
  return others.length === 0 ? only : undefined;
}

function freeServer(port: number): Server | undefined {
  return [...servers.values()].find(
    (server) =>
      server.engaged === undefined && (port === 0 || Number(new URL(server.url).port) === port),
  );
}

/** The server does not keep the process alive. */
async function open(port: number): Promise<Server> {
  const options = { port, requestBytes: 0, isBackground: true };
  const answer: Api = (request) => (heirOf(server)?.api ?? nobody)(request);
  const { url } = await listen((request) => answer(request), options);
  const server: Server = { url, options, engaged: undefined };
  servers.set(url, server);
  return server;
}

function nobody(): ReturnType<Api> {
  const kits = [...servers.values()].filter(({ engaged }) => engaged !== undefined).length;
  const error =
    kits === 0
      ? 'no test kit is running'
      : `this address belongs to a test kit that was disposed, and ${kits} others are running: call it through kit.within`;
  return { status: 503, body: { error } };
}
