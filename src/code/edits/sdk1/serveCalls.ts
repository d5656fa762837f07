import { routeUrlOf } from '../../../shared/routeUrl.js';
import { ts } from '../../typescript.js';
import { bindingOf } from '../bindings.js';
import { resolveExpression } from '../constants.js';
import type { EditedSources, Place } from '../editedSources.js';
import {
  type Arguments,
  argumentsOf,
  callsOf,
  functionAt,
  type FunctionNode,
  isFunction,
} from '../functions.js';
import { callsIn, descendants } from '../nodes.js';
import { sdkNameOf } from '../sdkImports.js';
import { routerUrlOf } from './routerUrl.js';
import { type GivenOptions, optionsIn, together } from './givenOptions.js';
import { membershipsOf } from './serveMany.js';

/** A handler given to the SDK. */
export interface ServeCall extends GivenOptions {
  /** Of the call: of a wrapper around `serve`, where the handler or its options are given to one. */
  readonly path: string;
  readonly call: ts.CallExpression;
  readonly name: 'serve' | 'createWorkflow';
  /** The URL path it answers at, where the file or the router says so. */
  readonly route: string | undefined;
  /** Undefined when the function cannot be found. */
  readonly handler: Place<FunctionNode> | undefined;
  /** What the wrapper is given. */
  readonly given: Arguments | undefined;
}

const NAMES: Readonly<Record<string, ServeCall['name']>> = {
  serve: 'serve',
  servePagesRouter: 'serve',
  createWorkflow: 'createWorkflow',
  createWorkflowPagesRouter: 'createWorkflow',
};

/** What is served in the given files, also through a wrapper that another file has. */
export function servesOf(sources: EditedSources, selected: readonly string[]): ServeCall[] {
  const chosen = new Set(selected);
  return sources
    .paths()
    .flatMap((path) => serveCallsIn(sources, path).map((serve) => ({ at: path, serve })))
    .filter(({ at, serve }) => chosen.has(at) || chosen.has(serve.path))
    .map(({ serve }) => serve);
}

/** Every `serve` and `createWorkflow` of the SDK in a file; of one in a wrapper, every call of that. */
export function serveCallsIn(sources: EditedSources, path: string): ServeCall[] {
  if (!/\b(?:serve|createWorkflow)|@upstash\/workflow/.test(sources.text(path))) return [];
  return callsIn(sources.tree(path)).flatMap((call) => {
    const name = NAMES[sdkNameOf(sources, { path, node: call.expression }) ?? ''];
    if (!name) return [];
    const wrapper = wrapperAround(call);
    const calls = wrapper ? callsOf(sources, { path, node: wrapper }) : [];
    if (!wrapper || calls.length === 0) return [serveCall(sources, { path, node: call }, name)];
    return calls.map((outer) => serveCall(sources, { path, node: call }, name, { wrapper, outer }));
  });
}

function serveCall(
  sources: EditedSources,
  { path, node: call }: Place<ts.CallExpression>,
  name: ServeCall['name'],
  wrapped?: { readonly wrapper: FunctionNode; readonly outer: Place<ts.CallExpression> },
): ServeCall {
  const [handler, options] = call.arguments;
  const outer = wrapped?.outer ?? { path, node: call };
  const given = wrapped && argumentsOf({ path, node: wrapped.wrapper }, outer);
  return {
    path: outer.path,
    call: outer.node,
    name,
    route: name === 'serve' ? (routeUrlOf(outer.path) ?? routerUrlOf(sources, outer)) : undefined,
    handler: handler && handlerAt(sources, { path, node: handler }, given),
    given,
    ...together([
      ...(name === 'createWorkflow' ? optionsOfMany(sources, outer) : []),
      ...(options ? [optionsIn(sources, { path, node: options }, given)] : []),
    ]),
  };
}

/** What `serveMany` gives to all that it serves comes before the options of the workflow itself. */
function optionsOfMany(sources: EditedSources, workflow: Place<ts.CallExpression>): GivenOptions[] {
  const places = membershipsOf(sources, workflow).flatMap(({ options }) => options ?? []);
  return places.map((place) =>
    optionsIn(sources, place, undefined, { isAlways: places.length === 1 }),
  );
}

/** The function around a call that hands on what it is given: `(handler, options) => serve(handler, options)`. */
function wrapperAround(call: ts.CallExpression): FunctionNode | undefined {
  const names = call.arguments.flatMap((argument) => [
    argument,
    ...descendants(argument, ts.isIdentifier),
  ]);
  for (let at: ts.Node = call.parent; at; at = at.parent) {
    if (!isFunction(at)) continue;
    const uses = names.filter(ts.isIdentifier).map(bindingOf);
    return uses.some((binding) => binding.kind === 'parameter' && binding.of === at)
      ? at
      : undefined;
  }
  return undefined;
}

/** The function, or the last one that is given to a wrapper of the handler: `withLog('digest', async (context) => …)`. */
export function handlerAt(
  sources: EditedSources,
  place: Place,
  given: Arguments | undefined,
): Place<FunctionNode> | undefined {
  const { path, node } = resolveExpression(sources, place);
  if (ts.isIdentifier(node)) {
    const binding = bindingOf(node);
    const isGiven = binding.kind === 'parameter' && binding.of === given?.of;
    const value = isGiven ? given.values[binding.index] : undefined;
    if (value) return handlerAt(sources, value, undefined);
  }
  const own = functionAt(sources, place);
  if (own || !ts.isCallExpression(node)) return own;
  return node.arguments
    .map((each) => functionAt(sources, { path, node: each }))
    .findLast((each) => each !== undefined && each.node.parameters.length > 0);
}
