import { z } from 'zod';
import { base64Of, textOf } from './body.js';
import type { Body } from './body.js';
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
export function parseStep(body: Body): StepInfo | undefined {
  const step = stepSchema.safeParse(readJson(textOf(body)));
  if (!step.success) return undefined;
  return shared(step.data);
}

/** Steps as they were last seen: all runs of a workflow have the same, and share them. */
const known = new Map<string, StepInfo>();
const MOST_KNOWN = 1_000;

function shared({
  stepId,
  stepName,
  stepType,
  concurrent,
  targetStep,
}: z.infer<typeof stepSchema>): StepInfo {
  const name = `${stepId} ${targetStep} ${concurrent} ${stepType} ${stepName}`;
  const same = known.get(name);
  if (same !== undefined) return same;
  if (known.size >= MOST_KNOWN) known.clear();
  const step = { stepId, stepName, stepType, concurrent, targetStep };
  known.set(name, step);
  return step;
}

const INITIAL: StepInfo = {
  stepId: 0,
  stepName: 'init',
  stepType: 'Initial',
  concurrent: 1,
  targetStep: undefined,
};

/** The first element of a run's list: its payload. */
export function initialEntry(messageId: string, payload: Body, now: number): Entry {
  return createEntry(messageId, INITIAL, payload, now);
}

/** Appends a step to a run's list; the caller has checked that the run goes on and the body is a step. */
export function appendEntry(state: EngineState, run: Run, body: Body, now: number): Entry {
  const step = parseStep(body);
  if (step === undefined) throw new Error('a step was checked and does not parse');
  const entry = createEntry(nextId(state, 'msg'), step, body, now);
  // Not pushed: an array that has grown keeps room for sixteen more.
  run.entries = run.entries.concat(entry);
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

/** A run's list, up to an element, as it travels: JSON with each body in base64. */
export function listText(run: Run, length = run.entries.length): string {
  return `[${run.entries.slice(0, length).map(elementText).join(',')}]`;
}

function elementText({ messageId, body }: Entry): string {
  return `{"messageId":"${messageId}","body":"${base64Of(body)}","callType":"step"}`;
}

/** True for the plan of a parallel step, false for a result. */
export function isPlan(step: StepInfo): boolean {
  return step.targetStep !== undefined && step.targetStep > 0;
}

function createEntry(messageId: string, step: StepInfo, body: Body, now: number): Entry {
  return { messageId, step, body, createdAt: now, delivery: undefined };
}
