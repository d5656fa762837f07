import type { CallCode } from '../syntax/code.js';
import { addressOf } from './address.js';
import { asGetter, type ClassValue, madeFrom, type Shape, value, type Value } from './value.js';
import { isResponseClass } from './responses.js';
import { isUpstash } from './served.js';
import { noteStoredCopy } from './stored.js';
import { callUnknown } from './unknownCall.js';
import { locate, type Frame, type Walk } from './walk.js';

/** `new X()` */
export function create(
  walk: Walk,
  frame: Frame,
  call: CallCode,
  callee: Value,
  args: readonly Value[],
): Value {
  const error = errorOf(callee);
  if (error) return value(error, madeFrom(args));
  const builtIn = builtInOf(callee);
  if (builtIn) {
    callUnknown(walk, frame, call, { callee, receiver: undefined, args });
    const [source] = args;
    if (source?.stored && (builtIn === 'Map' || builtIn === 'Set'))
      noteStoredCopy(walk, frame, call, source);
    return value({ kind: 'instance', of: builtIn }, { ...madeFrom(args), label: callee.label });
  }
  if (callee.shape.kind !== 'class') {
    const answer = callUnknown(walk, frame, call, { callee, receiver: undefined, args });
    return addressOf(callee, args) ?? answer;
  }
  return instantiate(walk, frame, call, callee.shape.definition, args);
}

function builtInOf({ shape }: Value): Extract<Shape, { kind: 'instance' }>['of'] | undefined {
  if (shape.kind !== 'external') return undefined;
  const [name] = shape.path;
  if (isResponseClass(shape)) return 'Response';
  if (shape.module !== 'global') return undefined;
  return name === 'Date' || name === 'Map' || name === 'Set' ? name : undefined;
}

function instantiate(
  walk: Walk,
  frame: Frame,
  call: CallCode,
  definition: ClassValue,
  args: readonly Value[],
): Value {
  const members = new Map<string, Value>();
  const self = value({ kind: 'object', members, spreads: [] }, madeFrom(args));
  if (walk.isRun) walk.shared.instances.add(self.identity);
  const around: Frame = {
    ...frame,
    module: definition.module,
    environment: definition.around,
    self,
  };
  for (const each of lineage(definition).reverse()) {
    for (const member of each.code.members) {
      if (member.isStatic) continue;
      const made = walk.interpreter.evaluate(walk, around, member.value);
      members.set(member.name, member.isGetter ? asGetter(made) : made);
    }
  }
  const withConstructor = lineage(definition).find(
    ({ code }) => code.constructorIndex !== undefined,
  );
  const code = withConstructor?.module.functions[withConstructor.code.constructorIndex ?? -1];
  if (withConstructor && code) {
    const closure = { module: withConstructor.module, code, around: withConstructor.around, self };
    walk.interpreter.invoke(walk, closure, args, {
      at: locate(frame, call.at),
      isHandler: false,
      self,
    });
  }
  return self;
}

function lineage(definition: ClassValue): ClassValue[] {
  const { base } = definition;
  return [definition, ...(base?.shape.kind === 'class' ? lineage(base.shape.definition) : [])];
}

/**
 * What the SDK does with an error of this class. It compares constructor names up the prototype chain, so subclasses,
 * and other classes of the same name, count as well.
 * Source: `isInstanceOf` and the catch clauses of `serve` in @upstash/workflow.
 */
function errorOf({ shape, label }: Value): Extract<Shape, { kind: 'error' }> | undefined {
  if (shape.kind === 'class') {
    const { code, base } = shape.definition;
    if (code.name === 'WorkflowNonRetryableError')
      return { kind: 'error', fate: 'final', what: `new ${code.name}` };
    const inherited = base && errorOf(base);
    return inherited && { kind: 'error', fate: inherited.fate, what: `new ${code.name ?? label}` };
  }
  if (shape.kind !== 'external') return undefined;
  const name = shape.path.at(-1) ?? '';
  const what = `new ${name}`;
  if (name === 'WorkflowNonRetryableError' || name === 'WorkflowAbort')
    return { kind: 'error', fate: 'final', what };
  if (isUpstash(shape.module) && name === 'WorkflowError')
    return { kind: 'error', fate: 'retried', what };
  if (isUpstash(shape.module) && name.endsWith('Error'))
    return { kind: 'error', fate: 'unknown', what };
  return shape.module === 'global' && /^([A-Z][a-z]+)?Error$/.test(name)
    ? { kind: 'error', fate: 'retried', what }
    : undefined;
}
