import { ts } from '../../typescript.js';
import { bindingOf } from '../bindings.js';
import { resolveExpression } from '../constants.js';
import type { EditedSources, Place } from '../editedSources.js';
import { type Arguments, answersOf, functionAt } from '../functions.js';
import { bare, descendants } from '../nodes.js';

/** An option, in the literal that gives it. */
export interface GivenOption {
  readonly literal: Place<ts.ObjectLiteralExpression>;
  readonly property: ts.ObjectLiteralElementLike;
  /** False where it depends on a condition. */
  readonly isAlways: boolean;
}

export interface GivenOptions {
  /** In the order in which they are given: of two with one name the last one counts. */
  readonly options: readonly GivenOption[];
  /** Where options may come from that cannot be read. */
  readonly unread: readonly Place<ts.Node>[];
}

const none: GivenOptions = { options: [], unread: [] };

/** The options that an expression holds, through constants, spreads, conditions and functions of the project. */
export function optionsIn(
  sources: EditedSources,
  place: Place,
  given: Arguments | undefined,
  { isAlways = true, depth = 0 }: { isAlways?: boolean; depth?: number } = {},
): GivenOptions {
  const { path, node } = resolveExpression(sources, place);
  const within = (expression: ts.Expression, always = isAlways, at = path) =>
    optionsIn(sources, { path: at, node: expression }, given, {
      isAlways: always,
      depth: depth + 1,
    });
  if (depth > 10) return none;
  if (ts.isObjectLiteralExpression(node)) {
    const own = node.properties.map((property): GivenOptions => {
      if (ts.isSpreadAssignment(property)) return within(property.expression);
      return { options: [{ literal: { path, node }, property, isAlways }], unread: [] };
    });
    const assigned = assignmentsTo(node).map((each) => ({ path, node: each }));
    return together([...own, { options: [], unread: assigned }]);
  }
  if (ts.isConditionalExpression(node)) {
    return together([within(node.whenTrue, false), within(node.whenFalse, false)]);
  }
  if (ts.isBinaryExpression(node)) return within(node.right, false);
  if (isNothing(node)) return none;
  if (ts.isIdentifier(node)) {
    const binding = bindingOf(node);
    if (binding.kind === 'parameter' && binding.of === given?.of) {
      const value = given.values[binding.index];
      return value ? within(value.node, isAlways, value.path) : none;
    }
  }
  const made = ts.isCallExpression(node)
    ? functionAt(sources, { path, node: bare(node.expression) })
    : undefined;
  if (!made) return { options: [], unread: [place] };
  return together(answersOf(made.node).map((each) => within(each, false, made.path)));
}

export function together(all: readonly GivenOptions[]): GivenOptions {
  return {
    options: all.flatMap(({ options }) => options),
    unread: all.flatMap(({ unread }) => unread),
  };
}

function isNothing(node: ts.Expression): boolean {
  return (
    node.kind === ts.SyntaxKind.NullKeyword ||
    node.kind === ts.SyntaxKind.FalseKeyword ||
    (ts.isIdentifier(node) && node.text === 'undefined')
  );
}

/** `const options = {}; options.retries = 3` */
function assignmentsTo(literal: ts.ObjectLiteralExpression): ts.Node[] {
  const { parent } = literal;
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return [];
  const declared = parent.name;
  return descendants(literal.getSourceFile(), ts.isBinaryExpression)
    .filter(({ left, operatorToken }) => {
      if (operatorToken.kind !== ts.SyntaxKind.EqualsToken) return false;
      if (!ts.isPropertyAccessExpression(left) && !ts.isElementAccessExpression(left)) return false;
      const owner = bare(left.expression);
      if (!ts.isIdentifier(owner) || owner.text !== declared.text) return false;
      const binding = bindingOf(owner);
      return binding.kind === 'const' && binding.name === declared;
    })
    .map(({ left }) => left);
}
