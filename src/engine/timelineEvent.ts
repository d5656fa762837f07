/** What can happen, in the words of the timeline. */
export const TIMELINE_TYPES = [
  'triggered',
  'deduplicated',
  'replaced',
  'published',
  'step-appended',
  'waiting',
  'delayed',
  'held',
  'delivered',
  'answered',
  'retry-scheduled',
  'delivery-failed',
  'delivery-dropped',
  'fault',
  'run-succeeded',
  'run-failed',
  'run-canceled',
] as const;

export type TimelineType = (typeof TIMELINE_TYPES)[number];

/** One thing that happened; times are engine time in milliseconds since the epoch. */
export interface TimelineEvent {
  readonly at: number;
  readonly type: TimelineType;
  readonly runId?: string | undefined;
  readonly messageId?: string | undefined;
  /** Path of the endpoint. */
  readonly path?: string | undefined;
  /** First label of the run. */
  readonly label?: string | undefined;
  readonly stepName?: string | undefined;
  /** 1 for the first delivery of a message. */
  readonly attempt?: number | undefined;
  readonly status?: number | undefined;
  /** When the thing that was announced is due. */
  readonly dueAt?: number | undefined;
  /** Flow control key that holds a delivery. */
  readonly flowKey?: string | undefined;
  readonly detail?: string | undefined;
}
