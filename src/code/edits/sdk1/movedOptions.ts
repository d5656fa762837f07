import { ts } from '../../typescript.js';
import type { EditedSources, FileEdit } from '../editedSources.js';
import { propertyName, removeProperty } from '../nodes.js';
import { moveTo } from './moveTo.js';
import { allOf, decide, nothing, type Pass, type PassResult } from './pass.js';
import { type ServeCall, servesOf } from './serveCalls.js';
import type { GivenOption } from './givenOptions.js';
import { type Starts, startsIn } from './triggerCalls.js';

/**
 * Options that 1.x takes where a run is started, for the whole run, and no longer where it is served.
 * Source: https://upstash.com/docs/workflow/migration, `WorkflowServeOptions` of 0.2.23 and 1.3.3.
 */
export const MOVED = ['flowControl', 'retries', 'retryDelay', 'failureUrl'];

/** A moved option, with everything that is served with it: a literal may be shared. */
interface Option extends GivenOption {
  readonly name: string;
  readonly users: readonly User[];
}

interface User {
  readonly serve: ServeCall;
  /** `overridden`: another option of the same name comes later. `unclear`: one of them depends on a condition. */
  readonly counts: 'counts' | 'overridden' | 'unclear';
}

/** Moves the options to every call that starts the route. What cannot be moved whole stays, with a comment. */
export const movedOptions: Pass = (sources, selected) => {
  const chosen = new Set(servesOf(sources, selected).map(({ call }) => call));
  const serves = servesOf(sources, sources.paths());
  const options = optionsOf(serves).filter(({ users }) =>
    users.some(({ serve }) => chosen.has(serve.call)),
  );
  const unread = allOf(
    serves.filter(({ call }) => chosen.has(call)).map((serve) => unreadOptions(sources, serve)),
  );
  const wasThere = sources.paths().filter((path) => sources.text(path).includes(UNREAD_START));
  if (options.length === 0 && wasThere.length === 0) return unread;
  const starts = startsIn(sources);
  const moved: Option[] = [];
  const results = options.map((option): PassResult => {
    const moves = option.users.map((user) => movedFor(sources, option, user, starts));
    const problem = moves.find((move) => 'problem' in move);
    if (problem && 'problem' in problem) {
      const { path } = option.literal;
      return decide(sources, { path, node: option.property }, problem.problem);
    }
    moved.push(option);
    return allOf(moves.flatMap((move) => ('edits' in move ? [move] : [])));
  });
  return allOf([
    ...results,
    { edits: removals(sources, moved), notes: [] },
    unread,
    unreadStarts(sources, starts, moved.length > 0 ? sources.paths() : wasThere),
  ]);
};

function optionsOf(serves: readonly ServeCall[]): Option[] {
  const options = new Map<ts.Node, Option>();
  for (const serve of serves) {
    for (const [index, given] of serve.options.entries()) {
      const { literal, property, isAlways } = given;
      const name = propertyName(property);
      if (name === undefined || !MOVED.includes(name)) continue;
      const later = serve.options
        .slice(index + 1)
        .filter((other) => propertyName(other.property) === name);
      const isOverridden = later.some((other) => other.isAlways);
      const counts = isOverridden
        ? 'overridden'
        : isAlways && later.length === 0
          ? 'counts'
          : 'unclear';
      const users = [...(options.get(property)?.users ?? []), { serve, counts } as const];
      options.set(property, { name, literal, property, isAlways, users });
    }
  }
  return [...options.values()];
}

function movedFor(
  sources: EditedSources,
  option: Option,
  { serve, counts }: User,
  starts: Starts,
): ReturnType<typeof moveTo> {
  switch (counts) {
    case 'counts':
      return moveTo(sources, option, serve, starts.starts);
    case 'overridden':
      return nothing;
    case 'unclear':
      return {
        problem: `1.x ignores ${option.name} here; it depends on a condition, pass it to client.trigger`,
      };
  }
}

/** Where options come from that are out of sight, a moved one may be among them. */
function unreadOptions(sources: EditedSources, { unread }: ServeCall): PassResult {
  const list = `${MOVED.slice(0, -1).join(', ')} and ${String(MOVED.at(-1))}`;
  return allOf(
    unread.flatMap(({ path, node }) => {
      const name = assignedName(node);
      if (name === undefined) {
        const message = `1.x ignores ${list} in these options; pass them to client.trigger`;
        return [decide(sources, { path, node }, message)];
      }
      const message = `1.x ignores ${name} here; pass it to client.trigger`;
      return MOVED.includes(name) ? [decide(sources, { path, node }, message)] : [];
    }),
  );
}

/** `options.retries` and `options['retries']`, on the left of `=` */
function assignedName(node: ts.Node): string | undefined {
  if (!ts.isBinaryExpression(node.parent) || node.parent.left !== node) return undefined;
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (!ts.isElementAccessExpression(node)) return undefined;
  const { argumentExpression: key } = node;
  return ts.isStringLiteralLike(key) ? key.text : undefined;
}

const UNREAD_START =
  'limits and retries of serve belong to the trigger on 1.x; it is not clear which route this starts';

/** Options that were moved are missing where a run is started that nothing can be said of. */
function unreadStarts(
  sources: EditedSources,
  { unread }: Starts,
  among: readonly string[],
): PassResult {
  return allOf(
    unread
      .filter(({ path }) => among.includes(path))
      .map((start) => decide(sources, start, UNREAD_START)),
  );
}

/** Options that leave nothing behind go with their literal. */
function removals(sources: EditedSources, moved: readonly Option[]): FileEdit[] {
  const literals = new Map(moved.map(({ literal }) => [literal.node, literal]));
  return [...literals.values()].flatMap((literal) => {
    const { path, node } = literal;
    const gone = moved
      .filter((option) => option.literal.node === node)
      .map(({ property }) => property);
    const call = node.parent;
    const handler = ts.isCallExpression(call) ? call.arguments[0] : undefined;
    if (gone.length === node.properties.length && handler && handler !== node) {
      return [{ path, start: handler.getEnd(), end: node.getEnd(), text: '' }];
    }
    return gone.map((property) => removeProperty(sources, { path, node: property }));
  });
}
