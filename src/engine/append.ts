import { z } from 'zod';
import { readJson } from './json.js';
import { nextId } from './state.js';
import type { Entry, Run, StepInfo } from './entities.js';
import type { EngineState } from './state.js';

/** A step as the SDK writes it; the engine passes on what it does not read. */
export const stepSchema = z.looseObject({
  stepId: z.number(),
  stepName: z.string(),
  stepType: z.string(),
  concurrent: z.number(),
  targetStep: z.number().optional(),
});

/** Reads a step message's body (SDK `src/types.ts`, `Step`); `undefined` when it is none. */
export function parseStep(body: string): StepInfo | undefined {
  const step = stepSchema.safeParse(readJson(body));
  if (!step.success) return undefined;
  const { stepId, stepName, stepType, concurrent, targetStep } = step.data;
  return { stepId, stepName, stepType, concurrent, targetStep };
}

const INITIAL: StepInfo = {
  stepId: 0,
  stepName: 'init',
  stepType: 'Initial',
  concurrent: 1,
  targetStep: undefined,
};

/** The first element of a run's list: its payload. */
export function initialEntry(messageId: string, payload: string, now: number): Entry {
  return createEntry(messageId, INITIAL, payload, now);
}

/** Appends a step to a run's list; the caller has checked that the run goes on and the body is a step. */
export function appendEntry(state: EngineState, run: Run, body: string, now: number): Entry {
  const step = parseStep(body);
  if (step === undefined) throw new Error('a step was checked and does not parse');
  const entry = createEntry(nextId(state, 'msg'), step, body, now);
  run.entries.push(entry);
  state.timeline.add({
    at: now,
    type: 'step-appended',
    runId: run.id,
    messageId: entry.messageId,
    path: run.path,
    label: run.labels[0],
    stepName: step.stepName,
    detail: step.targetStep === undefined ? undefined : 'plan',
  });
  return entry;
}

/** The body of an entry: the payload of a run, or a step as JSON. */
export function bodyOf(entry: Entry): string {
  const raw = readJson(entry.raw);
  if (typeof raw !== 'object' || raw === null || !('body' in raw)) return '';
  return typeof raw.body === 'string' ? Buffer.from(raw.body, 'base64').toString('utf8') : '';
}

/** True for the plan of a parallel step, false for a result. */
export function isPlan(step: StepInfo): boolean {
  return step.targetStep !== undefined && step.targetStep > 0;
}

function createEntry(messageId: string, step: StepInfo, body: string, now: number): Entry {
  const raw = JSON.stringify({
    messageId,
    body: Buffer.from(body, 'utf8').toString('base64'),
    callType: 'step',
  });
  return { messageId, step, raw, createdAt: now, delivery: undefined };
}
