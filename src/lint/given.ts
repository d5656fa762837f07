import type {
  FieldFact,
  GivenFact,
  ObjectFact,
  TriggerFact,
} from '../code/facts/configurationFacts.js';
import type { Facts, Location } from '../code/facts/workflowFacts.js';
import { oncePer } from '../shared/oncePer.js';

/** Flow control that is written out somewhere, with the call that is given it. */
export interface GivenFlowControl {
  readonly given: ObjectFact;
  readonly at: Location;
  readonly usedAt: Location;
}

export function fieldOf(given: GivenFact, name: string): FieldFact | undefined {
  return given.kind === 'object' ? given.fields.find((field) => field.name === name) : undefined;
}

/** The flow control among options; `unknown` where it may be in something that cannot be seen. */
export function flowControlIn(options: GivenFact): GivenFact | undefined {
  const found = fieldOf(options, 'flowControl')?.value;
  if (found || options.kind !== 'object' || options.isWhole) return found;
  return { kind: 'unknown' };
}

/** `{ retries: undefined }` sets nothing. */
export function isSet(given: GivenFact): boolean {
  return given.kind !== 'constant' || given.value !== undefined;
}

/** Triggers inside workflows and outside. */
export function allTriggers({ workflows, triggers }: Facts): TriggerFact[] {
  return [...workflows.flatMap((workflow) => workflow.triggers), ...triggers];
}

/** Every flow control of a trigger, of `serve` or of a call in a workflow, as far as it can be seen; each place once. */
export const flowControlsIn = oncePer((facts: Facts): GivenFlowControl[] => {
  const all = [
    ...allTriggers(facts).map(({ options, at }) => ({ options, usedAt: at })),
    ...facts.workflows.flatMap(({ options, at, limited }) =>
      [{ options, at }, ...limited].map((each) => ({ options: each.options, usedAt: each.at })),
    ),
  ].flatMap(({ options, usedAt }) => {
    const field = fieldOf(options, 'flowControl');
    if (field?.value.kind !== 'object') return [];
    const given = field.value;
    return [{ given, at: given.at ?? field.at ?? usedAt, usedAt }];
  });
  return [...new Map(all.map((each) => [keyOf(each), each])).values()];
});

/** The same code, given the same: a function that makes options for several layers is several. */
function keyOf({ at, given }: GivenFlowControl): string {
  return JSON.stringify([at, given]);
}
