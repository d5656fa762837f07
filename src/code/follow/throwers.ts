import type { CallCode } from '../syntax/code.js';
import { ENVIRONMENT, value, type Value } from './value.js';

export interface Called {
  readonly callee: Value;
  readonly receiver: Value | undefined;
  readonly args: readonly Value[];
}

const schemaLibraries =
  /^(zod(\/.*)?|yup|superstruct|@sinclair\/typebox(\/.*)?|joi|valibot|runtypes|arktype)$/;
const assertions = /^((node:)?assert(\/strict)?|tiny-invariant|invariant|ts-invariant)$/;
const throwing = /^(parse|parseAsync|validateSync|assert|attempt|create|cast)$/;

/**
 * The error of a validating call that throws what the SDK retries: a schema's `parse`, an assertion.
 * Only calls on the payload count; what else such libraries are used for is nobody's business here.
 */
export function thrownBy(
  { callee, receiver, args }: Called,
  { callee: code }: CallCode,
): Value | undefined {
  if (!args.some(isFromPayload)) return undefined;
  const { shape } = callee;
  const method = code.kind === 'member' && typeof code.name === 'string' ? code.name : undefined;
  if (shape.kind === 'external' && assertions.test(shape.module)) return retried(callee.label);
  if (method === undefined) {
    return shape.kind === 'external' &&
      schemaLibraries.test(shape.module) &&
      throwing.test(shape.path.at(-1) ?? '')
      ? retried(callee.label)
      : undefined;
  }
  if (!throwing.test(method) || !receiver) return undefined;
  if (receiver.shape.kind === 'external' && schemaLibraries.test(receiver.shape.module)) {
    return retried(`${receiver.label}.${method}`);
  }
  // A schema from a file out of reach goes by its name.
  const isNamedSchema = /schema$/i.test(receiver.label) && method.startsWith('parse');
  return isNamedSchema ? retried(`${receiver.label}.${method}`) : undefined;
}

/** What a request or a query answered is no longer the payload, whatever was asked with it. */
function isFromPayload({ payload, outside }: Value): boolean {
  return (
    [...payload].some((part) => part !== ENVIRONMENT) &&
    ![...outside].some(({ fact }) => fact.kind === 'effect')
  );
}

function retried(what: string): Value {
  return value({ kind: 'error', fate: 'retried', what: `${what}()` });
}
