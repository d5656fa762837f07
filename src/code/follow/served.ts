import type { CallCode } from '../syntax/code.js';
import { isInPlace } from './given.js';
import { closuresIn, constant, unknown, value, type Value } from './value.js';
import { locate, type Frame, type Project, type Walk } from './walk.js';

const entries = new Set([
  'serve',
  'createWorkflow',
  'servePagesRouter',
  'createWorkflowPagesRouter',
]);

const manyEntries = new Set(['serveMany', 'serveManyPagesRouter']);

export function isUpstash(module: string): boolean {
  // Asked of nearly every call. Deno takes it from a registry: `npm:@upstash/workflow@1.2.0/hono`.
  return (
    module.includes('@upstash/') &&
    /^((npm|jsr):\/?)?@upstash\/workflow(@[^/]*)?(\/|$)/.test(module)
  );
}

/** `serve` and its like, under whatever name and from whichever of the SDK's entry points it was imported. */
export function isServe({ shape }: Value): boolean {
  return (
    shape.kind === 'external' && isUpstash(shape.module) && entries.has(shape.path.at(-1) ?? '')
  );
}

/** `serveMany`, which gives its options to workflows that were made by `createWorkflow`. */
export function isServeMany({ shape }: Value): boolean {
  return (
    shape.kind === 'external' && isUpstash(shape.module) && manyEntries.has(shape.path.at(-1) ?? '')
  );
}

/** A vendor's function that the project says ends in `serve`. */
export function isWrapper({ wrappers }: Project, { shape }: Value): boolean {
  if (shape.kind !== 'external' || wrappers.size === 0) return false;
  return wrappers.has(`${shape.module}#${shape.path.join('.')}`);
}

/** A wrapper may take something before the handler, such as a name. */
export function fromHandlerOn(args: readonly Value[]): readonly Value[] {
  const index = args.findIndex((arg) => closuresIn(arg).length > 0);
  return args.slice(Math.max(0, index));
}

/** Whether code that has its hands on this value may serve a workflow by it, as far as calls of `serve` have been seen. */
export function leadsToServe(project: Project, seen: Value): boolean {
  const { shape } = seen;
  switch (shape.kind) {
    case 'external':
      return (
        isServe(seen) ||
        isWrapper(project, seen) ||
        (isUpstash(shape.module) && shape.path.length === 0)
      );
    case 'module':
      return project.module(shape.path).functions.some((code) => project.serving.has(code));
    case 'class':
      return shape.definition.module.functions.some((code) => project.serving.has(code));
    default:
      return closuresIn(seen).some(({ code }) => project.serving.has(code));
  }
}

export function noteServed(
  walk: Walk,
  frame: Frame,
  call: CallCode,
  args: readonly Value[],
): Value {
  const [handler = unknown(), options = constant(undefined)] = args;
  const [payloadType] = call.types;
  const { origin } = walk;
  const mounts = new Set<string>();
  const index = walk.project.noteServed({
    kind: 'served',
    origin,
    mounts,
    at: locate(frame, call.at),
    handler,
    options,
    optionsInPlace: isInPlace(options, call),
    payloadType,
    module: frame.module,
  });
  for (const { closure } of walk.calls) walk.project.serving.add(closure.code);
  // Followed with a context, later: nobody needs to call them without one.
  for (const { code } of closuresIn(handler)) walk.project.visited.add(code);
  return value({ kind: 'route', origin, index, mounts }, { label: 'served' });
}

// Source: `serveManyBase` in @upstash/workflow: a workflow has `{ ...options, ...its own }`.
export function noteOptionsOfMany(
  walk: Walk,
  frame: Frame,
  call: CallCode,
  [, options]: readonly Value[],
  mounts: Set<string>,
): void {
  if (!options) return;
  walk.project.noteServed({
    kind: 'options',
    origin: walk.origin,
    mounts,
    at: locate(frame, call.at),
    handler: unknown(),
    options,
    optionsInPlace: isInPlace(options, call),
    payloadType: undefined,
    module: frame.module,
  });
}
