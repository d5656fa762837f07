import { parseDuration } from './durations.js';
import { parseFlowControl } from './flowControl.js';
import type { FlowControl } from './flowControl.js';

export type Headers = Readonly<Record<string, string>>;

/** How a message is to be delivered, as far as its headers say; what is `undefined` takes the default. */
export interface DeliveryConfig {
  /** Headers that reach the endpoint, names in lower case, without the `Upstash-Forward-` prefix. */
  readonly forward: Headers;
  readonly retries: number | undefined;
  readonly retryDelay: string | undefined;
  /** Milliseconds the endpoint has to answer. */
  readonly timeoutMs: number | undefined;
  readonly flowControl: FlowControl | undefined;
  readonly callback: CallbackConfig | undefined;
  readonly failureCallback: CallbackConfig | undefined;
}

export interface CallbackConfig {
  readonly url: string;
  /** What configures the callback, written as for a message of its own (`upstash-retries`, `upstash-forward-…`). */
  readonly headers: Headers;
}

/** Retries when the message names none. Source: SDK `src/constants.ts`, `DEFAULT_RETRIES`. */
export const DEFAULT_RETRIES = 3;

/**
 * Headers that say something of one request only. SDK 0.2.x has its endpoint's incoming ones forwarded with each step
 * (`recreateUserHeaders` in its `src/workflow-requests.ts`).
 */
const OF_ONE_REQUEST = [
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
] as const;

/** Configurations by the headers that say them. Thousands of messages say the same, and share one. */
const known = new Map<string, DeliveryConfig>();
const MOST_KNOWN = 500;
/** Longer ones are not worth the memory. */
const LONGEST_KNOWN = 4_096;

/** Reads the configuration from a message's headers (names in lower case). */
export function readConfig(headers: Headers): DeliveryConfig {
  let name = '';
  for (const header in headers) {
    if (isConfiguration(header)) name += `${header}:${headers[header]}\n`;
  }
  const shared = known.get(name);
  if (shared !== undefined) return shared;
  const config = parseConfig(headers);
  if (name.length > LONGEST_KNOWN) return config;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(name, config);
  return config;
}

/** What a message says of its run, or of itself, is not configuration, also where it is said of its callbacks. */
function isConfiguration(header: string): boolean {
  if (header === 'content-type') return true;
  return (
    header.startsWith('upstash-') &&
    !/^upstash-(failure-callback-|callback-)*workflow-/.test(header)
  );
}

function parseConfig(headers: Headers): DeliveryConfig {
  const forward = withoutPrefix(headers, 'upstash-forward-', '');
  for (const name of OF_ONE_REQUEST) delete forward[name];
  const contentType = headers['content-type'];
  const timeout = headers['upstash-timeout'];
  return {
    forward: contentType === undefined ? forward : { 'content-type': contentType, ...forward },
    retries: readCount(headers['upstash-retries']),
    retryDelay: headers['upstash-retry-delay'],
    timeoutMs: timeout === undefined ? undefined : parseDuration(timeout),
    flowControl: parseFlowControl(
      headers['upstash-flow-control-key'],
      headers['upstash-flow-control-value'],
    ),
    callback: readCallback(headers, 'upstash-callback'),
    failureCallback: readCallback(headers, 'upstash-failure-callback'),
  };
}

/**
 * The configuration of a step message: the run's where the run keeps its trigger's, else what the message repeats.
 *
 * The feature `WF_TriggerOnConfig` keeps it: SDK 1.x always sends it, 0.2.x with `keepTriggerConfig`, on the trigger
 * only. Without it 0.2.x repeats what `serve` was given with every step, and what a step does not repeat is not
 * configured (SDK `src/qstash/headers.ts`).
 */
export function stepConfig(
  headers: Headers,
  run: { readonly config: DeliveryConfig; readonly keepsConfig: boolean },
): DeliveryConfig {
  const own = readConfig(headers);
  if (!run.keepsConfig && !keepsConfig(headers)) return own;
  return keepConfig(run.config, own);
}

/** `kept`, completed by what only `own` says. */
export function keepConfig(kept: DeliveryConfig, own: DeliveryConfig): DeliveryConfig {
  if (addsNothing(kept, own)) return kept;
  return {
    forward: { ...kept.forward, ...own.forward },
    retries: kept.retries ?? own.retries,
    retryDelay: kept.retryDelay ?? own.retryDelay,
    timeoutMs: kept.timeoutMs ?? own.timeoutMs,
    flowControl: kept.flowControl ?? own.flowControl,
    callback: kept.callback ?? own.callback,
    failureCallback: kept.failureCallback ?? own.failureCallback,
  };
}

function addsNothing(kept: DeliveryConfig, own: DeliveryConfig): boolean {
  for (const name in own.forward) {
    if (kept.forward[name] !== own.forward[name]) return false;
  }
  return SETTINGS.every((name) => own[name] === undefined || kept[name] !== undefined);
}

const SETTINGS = [
  'retries',
  'retryDelay',
  'timeoutMs',
  'flowControl',
  'callback',
  'failureCallback',
] as const;

/** Whether a message says that its run keeps the trigger's configuration. */
export function keepsConfig(headers: Headers): boolean {
  return (headers['upstash-feature-set'] ?? '').split(',').includes('WF_TriggerOnConfig');
}

function readCallback(headers: Headers, name: string): CallbackConfig | undefined {
  const url = headers[name];
  if (url === undefined || url === '') return undefined;
  const own = withoutPrefix(headers, `${name}-`, 'upstash-');
  return { url, headers: pick(own, isConfiguration) };
}

function withoutPrefix(headers: Headers, prefix: string, instead: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined && name.startsWith(prefix)) {
      found[instead + name.slice(prefix.length)] = value;
    }
  }
  return found;
}

function pick(headers: Headers, isWanted: (name: string) => boolean): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => isWanted(name)));
}

function readCount(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
