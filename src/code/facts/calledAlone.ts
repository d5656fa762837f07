import { createWalk, SEARCH_LIMITS } from '../follow/createWalk.js';
import { interpreter } from '../follow/interpreter.js';
import { unknown, type Closure } from '../follow/value.js';
import type { Project, Seen } from '../follow/walk.js';
import type { FunctionCode } from '../syntax/code.js';

/** What the functions of a file do when each is called by itself, with nothing known of what it is given; each is followed once. */
export function calledAlone(project: Project, origin: string): (closure: Closure) => Seen {
  const known = new Map<FunctionCode, Seen>();
  return (closure) => {
    const before = known.get(closure.code);
    if (before) return before;
    const walk = createWalk({ project, interpreter, origin }, SEARCH_LIMITS);
    const given = closure.code.parameters.map(() => unknown());
    const at = { path: closure.module.path, ...closure.code.at };
    interpreter.invoke(walk, closure, given, { at, isHandler: false });
    known.set(closure.code, walk.seen);
    return walk.seen;
  };
}
