import { createWalk, SEARCH_LIMITS } from '../follow/createWalk.js';
import { interpreter } from '../follow/interpreter.js';
import { value } from '../follow/value.js';
import type { Project, Served } from '../follow/walk.js';
import type { Location } from './location.js';

/** Where the function given as `initialPayloadParser` throws, as far as its code is within reach. */
export function parserThrows(project: Project, { options, origin, at }: Served): Location[] {
  const parser =
    options.shape.kind === 'object' ? options.shape.members.get('initialPayloadParser') : undefined;
  if (parser?.shape.kind !== 'function') return [];
  const walk = createWalk({ project, interpreter, origin }, SEARCH_LIMITS);
  const payload = value(
    { kind: 'payload', field: undefined },
    { identity: 'payload', label: 'payload', payload: new Set(['*']) },
  );
  interpreter.invoke(walk, parser.shape.closure, [payload], { at, isHandler: false });
  return walk.seen.exits.filter(({ kind }) => kind === 'throw').map((exit) => exit.at);
}
