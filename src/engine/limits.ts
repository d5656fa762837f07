/** Bounds of the engine; what goes past one is refused with a clear answer. */
export interface Limits {
  /** Bytes of one request to the engine. */
  readonly requestBytes: number;
  /** Runs kept; ended ones go first, and a trigger is refused (412) when all of them are in progress. */
  readonly runs: number;
  /** Steps of one run, those that are planned included; each has room for a few repetitions. Source: https://upstash.com/docs/workflow/troubleshooting/general */
  readonly stepsPerRun: number;
  /** Retries of one message, or of one of its callbacks. */
  readonly retries: number;
  /** Messages accepted and not yet done. */
  readonly pendingMessages: number;
  /** Plain messages kept; those that are done go first. */
  readonly messages: number;
  /** Dead letters kept; the oldest go first. */
  readonly deadLetters: number;
  /** Queues, schedules and URL groups, of each as many. */
  readonly names: number;
  /** Endpoints of one URL group. Source: https://upstash.com/docs/qstash/features/url-groups */
  readonly endpointsPerGroup: number;
  /** Flow control keys kept; past it those that hold nothing back are forgotten. */
  readonly flowKeys: number;
  /** Notifications of one run that came before the step that waits for them. */
  readonly earlyNotifications: number;
  /** Bytes of their data, in base64. */
  readonly earlyBytes: number;
  /** Deliveries that are with endpoints at the same time; the others wait, no engine time passes for them. */
  readonly inFlight: number;
  /** Real milliseconds an endpoint has to answer. */
  readonly answerMs: number;
  /** Bytes of an answer that are kept; of an attempt that was not the last one, fewer (`keptDelivery.ts`). */
  readonly answerBytes: number;
  /** Bytes of a run's list that go into a delivery; above it the body is empty and the SDK fetches the list. */
  readonly inlineBytes: number;
  readonly timelineEvents: number;
}

export const DEFAULT_LIMITS: Limits = {
  requestBytes: 50 * 1024 * 1024,
  runs: 20_000,
  stepsPerRun: 1_000,
  retries: 100,
  pendingMessages: 100_000,
  messages: 20_000,
  deadLetters: 10_000,
  names: 1_000,
  endpointsPerGroup: 100,
  flowKeys: 10_000,
  earlyNotifications: 1_000,
  earlyBytes: 10 * 1024 * 1024,
  inFlight: 64,
  answerMs: 60_000,
  answerBytes: 50 * 1024 * 1024,
  inlineBytes: 3 * 1024 * 1024,
  timelineEvents: 200_000,
};
