import {
  isArrayBindingPattern,
  isBindingElement,
  isIdentifier,
  isStringLiteral,
  type ts,
} from '../typescript.js';
import type { Pattern } from './code.js';
import type { Lowering } from './lowering.js';
import type { Scope } from './scope.js';

/** Reads the left side of a declaration; its names must be declared in the scope already. */
export function readPattern(lowering: Lowering, node: ts.BindingName): Pattern {
  if (isIdentifier(node)) {
    return { kind: 'name', name: node.text, binding: lowering.scope.declare(node.text) };
  }
  const rest = node.elements.find((element) => isBindingElement(element) && element.dotDotDotToken);
  const restPattern = rest && isBindingElement(rest) ? readPattern(lowering, rest.name) : undefined;
  if (isArrayBindingPattern(node)) {
    return {
      kind: 'list',
      rest: restPattern,
      elements: node.elements
        .filter((element) => element !== rest)
        .map((element) =>
          isBindingElement(element) ? readPattern(lowering, element.name) : undefined,
        ),
    };
  }
  return {
    kind: 'object',
    rest: restPattern,
    properties: node.elements
      .filter((element) => element !== rest)
      .map((element) => ({
        key: keyOf(element),
        pattern: readPattern(lowering, element.name),
        fallback: element.initializer && lowering.expression(element.initializer),
      })),
  };
}

export function declarePattern(scope: Scope, node: ts.BindingName): void {
  if (isIdentifier(node)) {
    scope.declare(node.text);
    return;
  }
  for (const element of node.elements) {
    if (isBindingElement(element)) declarePattern(scope, element.name);
  }
}

function keyOf({ propertyName, name }: ts.BindingElement): string | undefined {
  const key = propertyName ?? name;
  return isIdentifier(key) || isStringLiteral(key) ? key.text : undefined;
}
