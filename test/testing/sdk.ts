import { gte } from 'semver';

/** What scenarios use that not every SDK has, by the first release that has it. */
const SINCE = {
  /** A trigger that applies to the whole run without being told to. */
  triggerConfig: '1.0.0',
  /** Runs that are started over REST: the SDK sends the first message again, as its own. */
  handshake: '1.0.0',
  /** `context.call` takes its body as text and leaves it alone. */
  textBodies: '1.0.0',
  /** `client.trigger({ redact })`. */
  redaction: '1.2.0',
  /** A 412 of the engine is not retried. */
  finalQuota: '1.2.0',
  /** `client.notify({ workflowRunId })`. */
  notifyRun: '1.2.0',
  /** `QSTASH_DEV`. */
  developmentMode: '1.3.0',
  /** `filter` in `cancel`, `logs` and `dlq`, of several labels too. */
  filters: '1.3.1',
} as const;

/** Whether the SDK under test has what a test is about. */
export function sdkHas(feature: keyof typeof SINCE): boolean {
  return gte(version(), SINCE[feature]);
}

function version(): string {
  const text = process.env['TRIFOLD_SDK_VERSION'];
  if (text === undefined) throw new Error('the vitest project sets no TRIFOLD_SDK_VERSION');
  return text;
}
