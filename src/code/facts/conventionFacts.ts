import type { GivenFact } from './configurationFacts.js';
import type { Location } from './location.js';

/** What a workflow does beside its steps, as far as the convention of three layers asks for it. */
export interface ConventionFacts {
  /** The file whose own code serves the workflow. */
  origin: string;
  deeds: DeedFact[];
  logs: LogFact[];
  answers: AnswerFact[];
  stubs: StubFact[];
}

/** A dry run passes here, does not, or nothing was asked about it before. */
export type DryRun = 'yes' | 'no' | 'unasked';

/** A call whose name says what it is for. */
export interface DeedFact {
  kind: 'trigger' | 'save' | 'filter' | 'connect';
  /** As it is called: `triggerPaginateUsers`. */
  name: string;
  at: Location;
  /** Index of the step that does it. */
  insideStep: number | undefined;
  dryRun: DryRun;
  isInLoop: boolean;
  /** For a trigger: what it is given, as far as that can be seen. */
  trigger: TriggerGiven | undefined;
}

export interface TriggerGiven {
  /** The url or path as a reader would write it. */
  target: string | undefined;
  /** Fields of the payload; undefined where something is in it that cannot be seen. */
  fields: string[] | undefined;
  /** It was given a list. */
  isBatch: boolean;
}

/** A line written with `console`. */
export interface LogFact {
  /** With variables as `${name}`; undefined where it does not begin with a text. */
  text: string | undefined;
  at: Location;
}

/** What the handler returns. */
export interface AnswerFact {
  at: Location;
  stepsBefore: 'none' | 'maybe' | 'some';
  dryRun: DryRun;
  /** A `Response`, as an endpoint would answer. */
  isResponse: boolean;
  /** Fields of the object that is returned; undefined for anything else, and where a part of it cannot be seen. */
  fields: string[] | undefined;
  /** What `success` is, where that can be seen. */
  success: boolean | undefined;
}

/** A function on the way that only throws that it is not implemented. */
export interface StubFact {
  name: string;
  message: string;
  at: Location;
}

/** A class with static methods that trigger workflows. */
export interface ClassFact {
  name: string;
  at: Location;
  statics: { name: string; at: Location }[];
  /** What each static trigger does by itself. */
  triggers: { name: string; at: Location; given: ClassTriggerGiven[] }[];
}

export interface ClassTriggerGiven extends TriggerGiven {
  /** What one run is given; `unknown` where it may be in something that cannot be seen. */
  flowControl: GivenFact | undefined;
}

/** A test file, known by its text alone. */
export interface TestFact {
  path: string;
  /** Files of the project that it imports. */
  imports: string[];
}

/** A file that only hands on a route of another place. */
export interface ReexportFact {
  path: string;
  at: Location;
  specifier: string;
  /** The file that is meant, where it is among ours. */
  target: string | undefined;
  handsOnPost: boolean;
}

export type Layer = 'entry' | 'pagination' | 'execution' | 'other';

/** The routes, class and tests that make up one workflow of the convention. */
export interface WorkflowGroup {
  /** The folder that holds the routes: `welcome-placeholder`. */
  name: string;
  folder: string;
  routes: GroupedRoute[];
  class: ClassFact | undefined;
  tests: TestFact[];
}

export interface GroupedRoute {
  layer: Layer;
  /** `process-users` */
  name: string;
  path: string;
  /** Index in the facts' workflows. */
  workflow: number;
}
