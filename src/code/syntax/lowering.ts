import type { ts } from '../typescript.js';
import type {
  Code,
  FunctionCode,
  Pattern,
  Place,
  Statement,
  TypeCode,
  WrittenProperty,
  WrittenText,
} from './code.js';
import type { Scope } from './scope.js';

/**
 * What the readers of expressions, statements, patterns and types share while one file is read. They call each other
 * through it, because a function inside an expression holds statements, which hold expressions.
 */
export interface Lowering {
  scope: Scope;
  readonly functions: FunctionCode[];
  /** Index of the function that is being read. */
  open: number | undefined;
  /** One set per branch or loop that is open: the bindings assigned inside. */
  readonly assigned: Set<number>[];
  /** One set per loop that is open: the bindings of lists that are changed inside. */
  readonly grown: Set<number>[];
  /** By binding: whether the variable is looked at anywhere. */
  readonly looked: boolean[];
  /** By binding: whether a function inside the one that declares the variable changes it. */
  readonly unstable: boolean[];
  /** The first binding of the function that is being read: lower ones are declared around it. */
  firstBinding: number;
  readonly at: (node: ts.Node) => Place;
  readonly written: (node: ts.PropertyAssignment) => WrittenProperty;
  readonly text: (node: ts.Expression) => WrittenText | undefined;
  readonly expression: (node: ts.Expression) => Code;
  readonly statements: (nodes: readonly ts.Statement[]) => Statement[];
  readonly pattern: (node: ts.BindingName) => Pattern;
  readonly type: (node: ts.TypeNode) => TypeCode;
  /** Reads a function and answers its index. */
  readonly functionIndex: (node: ts.FunctionLikeDeclaration) => number;
}

export function inScope<T>(lowering: Lowering, scope: Scope, read: () => T): T {
  const outer = lowering.scope;
  lowering.scope = scope;
  try {
    return read();
  } finally {
    lowering.scope = outer;
  }
}

/** Runs `read` and answers, beside its result, which bindings the code read by it assigns. */
export function withAssigned<T>(
  lowering: Lowering,
  read: () => T,
): { result: T; assigns: number[] } {
  const assigned = new Set<number>();
  lowering.assigned.push(assigned);
  const result = read();
  lowering.assigned.pop();
  return { result, assigns: [...assigned] };
}

export function markAssigned(lowering: Lowering, binding: number | undefined): void {
  if (binding === undefined) return;
  if (binding < lowering.firstBinding) lowering.unstable[binding] = true;
  for (const open of lowering.assigned) open.add(binding);
}
