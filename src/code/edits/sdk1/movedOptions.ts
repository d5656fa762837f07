import { ts } from '../../typescript.js';
import { resolveExpression } from '../constants.js';
import {
  addProperties,
  commentsAbove,
  descendants,
  propertyName,
  propertyOf,
  removeProperty,
  valueOf,
} from '../nodes.js';
import { importNames } from '../sdkImports.js';
import type { FileEdit, Place, EditedSources } from '../editedSources.js';
import { allOf, decide, done, type MigrationNote, type Pass, type PassResult } from './pass.js';
import { portable } from '../portable.js';
import { type ServeCall, serveCallsIn } from './serveCalls.js';
import { type Start, startsIn } from './triggerCalls.js';

/**
 * Options that 1.x takes where a run is started, for the whole run, and no longer where it is served.
 * Source: https://upstash.com/docs/workflow/migration, `WorkflowServeOptions` of 0.2.23 and 1.3.3.
 */
const MOVED = ['flowControl', 'retries', 'retryDelay', 'failureUrl'];

/** A moved option, with everything that is served with it: a literal may be shared. */
interface Option {
  readonly name: string;
  readonly literal: Place<ts.ObjectLiteralExpression>;
  readonly property: ts.ObjectLiteralElementLike;
  readonly users: readonly ServeCall[];
}

type Move =
  | { readonly edits: readonly FileEdit[]; readonly notes: readonly MigrationNote[] }
  | { readonly problem: string };

/** Moves the options to every call that starts the route. What cannot be moved whole stays, with a comment. */
export const movedOptions: Pass = (sources, selected) => {
  const serves = sources.paths().flatMap((path) => serveCallsIn(sources, path));
  const options = optionsOf(serves).filter(({ users }) =>
    users.some(({ path }) => selected.includes(path)),
  );
  if (options.length === 0) return allOf([]);
  const starts = startsIn(sources);
  const moved: Option[] = [];
  const results = options.map((option): PassResult => {
    const moves = option.users.map((user) => moveTo(sources, option, user, starts));
    const problem = moves.find((move) => 'problem' in move);
    if (problem && 'problem' in problem) {
      const { path } = option.literal;
      return decide(sources, { path, node: option.property }, problem.problem);
    }
    moved.push(option);
    return allOf(moves.flatMap((move) => ('edits' in move ? [move] : [])));
  });
  return allOf([...results, { edits: removals(sources, moved), notes: [] }]);
};

function optionsOf(serves: readonly ServeCall[]): Option[] {
  const options = new Map<ts.Node, Option>();
  for (const user of serves) {
    for (const literal of user.options) {
      for (const property of literal.node.properties) {
        const name = propertyName(property);
        if (name === undefined || !MOVED.includes(name)) continue;
        const users = [...(options.get(property)?.users ?? []), user];
        options.set(property, { name, literal, property, users });
      }
    }
  }
  return [...options.values()];
}

function moveTo(
  sources: EditedSources,
  option: Option,
  user: ServeCall,
  starts: readonly Start[],
): Move {
  const { name, property, literal } = option;
  const value = valueOf(property);
  const targets =
    user.name === 'serve'
      ? starts.filter(({ route }) => route !== undefined && route === user.route)
      : invocationsOf(sources, user);
  const where = user.name === 'serve' ? 'client.trigger' : 'context.invoke';
  if (targets.length === 0) {
    const what = user.route ?? 'this route';
    return { problem: `1.x ignores ${name} here; no ${where} of ${what} was found, pass it there` };
  }
  const edits: FileEdit[] = [];
  const notes: MigrationNote[] = [];
  for (const target of targets) {
    const { path, node } = target;
    if (propertyOf(node, name)) {
      notes.push(
        done(
          path,
          `${name} of the trigger of ${user.route ?? 'a workflow'} now holds for the whole run`,
        ),
      );
      continue;
    }
    const text = value && portable(sources, { path: literal.path, node: value }, path);
    if (!text || !target.isTrigger || (user.name === 'createWorkflow' && name === 'failureUrl')) {
      return { problem: `1.x ignores ${name} here; pass it to the ${where} in ${path}` };
    }
    const comments = commentsAbove(property);
    edits.push(add(target, `${comments && `${comments}\n`}${name}: ${text.text}`));
    edits.push(
      ...text.imports.flatMap((each) => importNames(sources, path, each.specifier, [each.name])),
    );
    notes.push(done(path, `${name} moved here from ${literal.path}`));
  }
  const files = [...new Set(targets.map(({ path }) => path))].join(', ');
  return { edits, notes: [...notes, done(literal.path, `${name} moved to ${files}`)] };
}

/** Before what is spread in, which may bring a value of its own; else at the end. */
function add({ path, node }: Start, property: string): FileEdit {
  if (!node.properties.some(ts.isSpreadAssignment))
    return addProperties({ path, node }, [property]);
  const at = node.getStart() + 1;
  return {
    path,
    start: at,
    end: at,
    text: property.includes('//') ? `\n${property},\n` : ` ${property},`,
  };
}

/** `context.invoke('name', { workflow, … })` of a workflow made with `createWorkflow`. */
function invocationsOf(sources: EditedSources, { path, call }: ServeCall): Start[] {
  return sources
    .paths()
    .filter((each) => sources.text(each).includes('.invoke'))
    .flatMap((each) =>
      descendants(sources.tree(each), ts.isCallExpression).flatMap(
        ({ expression, arguments: given }): Start[] => {
          const [, settings] = given;
          const isInvoke =
            ts.isPropertyAccessExpression(expression) && expression.name.text === 'invoke';
          if (!isInvoke || !settings || !ts.isObjectLiteralExpression(settings)) return [];
          const property = propertyOf(settings, 'workflow');
          const workflow = property && valueOf(property);
          const meant = workflow && resolveExpression(sources, { path: each, node: workflow });
          const isThis = meant?.path === path && meant.node === call;
          return isThis ? [{ path: each, node: settings, route: undefined, isTrigger: true }] : [];
        },
      ),
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
