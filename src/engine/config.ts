import { parseFlowControl } from './flowControl.js';
import type { FlowControl } from './flowControl.js';

/** How a message is to be delivered, as far as its headers say; what is `undefined` takes the default. */
export interface DeliveryConfig {
  /** Headers that reach the endpoint, names in lower case, without the `Upstash-Forward-` prefix. */
  readonly forward: Readonly<Record<string, string>>;
  readonly retries: number | undefined;
  readonly retryDelay: string | undefined;
  readonly flowControl: FlowControl | undefined;
  readonly failureCallback: FailureCallback | undefined;
}

export interface FailureCallback {
  readonly url: string;
  readonly config: DeliveryConfig;
}

/** Retries when the message names none. Source: SDK `src/constants.ts`, `DEFAULT_RETRIES`. */
export const DEFAULT_RETRIES = 3;

const PREFIX = 'upstash-';
const FAILURE_PREFIX = 'upstash-failure-callback-';

/** Reads the configuration from a message's headers (names in lower case). */
export function readConfig(headers: Readonly<Record<string, string>>): DeliveryConfig {
  const url = headers['upstash-failure-callback'];
  const own = readPrefixed(headers, PREFIX);
  if (url === undefined || url === '') return own;
  return { ...own, failureCallback: { url, config: readPrefixed(headers, FAILURE_PREFIX) } };
}

/**
 * The configuration of a step message: the run's where the run keeps its trigger's, else what the message repeats.
 *
 * The feature `WF_TriggerOnConfig` keeps it: SDK 1.x always sends it, 0.2.x with `keepTriggerConfig`, on the trigger
 * only. Without it 0.2.x repeats what `serve` was given with every step, and what a step does not repeat is not
 * configured (SDK `src/qstash/headers.ts`).
 */
export function stepConfig(
  headers: Readonly<Record<string, string>>,
  run: { readonly config: DeliveryConfig; readonly keepsConfig: boolean },
): DeliveryConfig {
  const own = readConfig(headers);
  if (!run.keepsConfig && !keepsConfig(headers)) return own;
  return keepConfig(run.config, own);
}

/** `kept`, completed by what only `own` says. */
export function keepConfig(kept: DeliveryConfig, own: DeliveryConfig): DeliveryConfig {
  return {
    forward: { ...kept.forward, ...own.forward },
    retries: kept.retries ?? own.retries,
    retryDelay: kept.retryDelay ?? own.retryDelay,
    flowControl: kept.flowControl ?? own.flowControl,
    failureCallback: kept.failureCallback ?? own.failureCallback,
  };
}

/** Whether a message says that its run keeps the trigger's configuration. */
export function keepsConfig(headers: Readonly<Record<string, string>>): boolean {
  return (headers['upstash-feature-set'] ?? '').split(',').includes('WF_TriggerOnConfig');
}

function readPrefixed(headers: Readonly<Record<string, string>>, prefix: string): DeliveryConfig {
  const forwardPrefix = `${prefix}forward-`;
  const forward: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(forwardPrefix)) forward[name.slice(forwardPrefix.length)] = value;
  }
  const contentType = headers['content-type'];
  if (contentType !== undefined) forward['content-type'] ??= contentType;
  return {
    forward,
    retries: readCount(headers[`${prefix}retries`]),
    retryDelay: headers[`${prefix}retry-delay`],
    flowControl: parseFlowControl(
      headers[`${prefix}flow-control-key`],
      headers[`${prefix}flow-control-value`],
    ),
    failureCallback: undefined,
  };
}

function readCount(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
