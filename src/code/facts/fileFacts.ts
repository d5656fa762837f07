import type { LazyProject } from '../follow/project.js';
import type { Closure } from '../follow/value.js';
import type { Project } from '../follow/walk.js';
import type { ModuleCode } from '../syntax/code.js';
import { calledAlone } from './calledAlone.js';
import { classFacts } from './classFacts.js';
import type { ClassFact } from './conventionFacts.js';
import { clientFacts } from './clientFacts.js';
import { followHelper, followServed, type Followed } from './followWorkflow.js';
import type { MountFact } from './mountFacts.js';
import { searchFunctions } from './searchFunctions.js';
import { takesContext } from './takesContext.js';
import type { Facts, WorkflowFacts } from './workflowFacts.js';

/** What one file says, given what it imports: plain data, the same whichever files were read before. */
export interface FileFacts {
  path: string;
  /** Itself, or files that it needs, as far as they were read and cannot be parsed. */
  unreadable: Facts['unreadable'];
  /** The workflows that its own code serves. */
  workflows: FollowedFacts[];
  /** Its functions that take a `WorkflowContext` and run a step, each followed for itself. */
  helpers: (FollowedFacts & { id: string })[];
  /** Where it serves workflows of other files. */
  mounts: MountFact[];
  classes: ClassFact[];
  /** Clients that it makes, and what its functions trigger that no workflow of its own goes through. */
  clients: Facts['clients'];
  triggers: Facts['triggers'];
}

export interface FollowedFacts {
  facts: WorkflowFacts;
  /** Ids of the functions with a context that are called on the way. */
  called: string[];
}

/** Never throws for bad code. */
export function readFileFacts(project: LazyProject, path: string): FileFacts {
  const { module, environment } = project.enter(path);
  const served = project.servedBy(path).map((each) => followServed(project, each));
  // What the workflows have been through need not be searched.
  searchFunctions(project, path);
  const found = project.servedBy(path).slice(served.length);
  const workflows = [...served, ...found.map((each) => followServed(project, each))];
  const helpers = module.functions
    .map((code): Closure => ({ module, code, around: environment, self: undefined }))
    .filter((closure) => takesContext(project, closure));
  const followed = new Set(workflows.flatMap(({ called }) => called.map(({ code }) => code)));
  const seenIn = calledAlone(project, path);
  return {
    path,
    ...clientFacts(project, path, { followed, seenIn }),
    workflows: workflows.map((each) => toFollowedFacts(project, each)),
    helpers: helpers.flatMap((closure) => {
      const followed = followHelper(project, closure);
      if (followed.facts.steps.length === 0) return [];
      return [{ id: idOf(closure), ...toFollowedFacts(project, followed) }];
    }),
    mounts: [...project.mountsBy(path)],
    classes: classFacts(project, path, seenIn),
    unreadable: project.unreadableFrom(path).flatMap(unreadable),
  };
}

/** What follows the first error in a file mostly comes of it. */
function unreadable({ path, syntaxErrors }: ModuleCode): Facts['unreadable'] {
  return syntaxErrors.slice(0, 1).map(({ message, at }) => ({ path, message, at }));
}

function toFollowedFacts(project: Project, { facts, called }: Followed): FollowedFacts {
  const withContext = called.filter((closure) => takesContext(project, closure));
  return { facts, called: [...new Set(withContext.map(idOf))] };
}

function idOf({ module, code }: Pick<Closure, 'module' | 'code'>): string {
  return `${module.path}:${code.at.line}:${code.at.column}`;
}
