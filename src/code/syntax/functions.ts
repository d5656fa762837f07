import {
  SyntaxKind,
  canHaveModifiers,
  getModifiers,
  isBlock,
  isConstructorDeclaration,
  isFunctionExpression,
  isGetAccessor,
  isIdentifier,
  isMethodDeclaration,
  isPrivateIdentifier,
  isPropertyDeclaration,
  isStringLiteral,
  type ts,
} from '../typescript.js';
import type { ClassCode, Code, FunctionCode, Parameter } from './code.js';
import { inScope, type Lowering } from './lowering.js';
import { declarePattern } from './patterns.js';
import { Scope } from './scope.js';

export function readFunction(lowering: Lowering, node: ts.FunctionLikeDeclaration): number {
  const read: FunctionCode = {
    name: nameOf(node),
    isAsync: isAsync(node),
    parameters: [],
    body: [],
    at: lowering.at(node),
    outer: lowering.open,
  };
  // The place in the list is taken before the body is read, so outer functions come first.
  const index = lowering.functions.push(read) - 1;
  const { open, firstBinding } = lowering;
  lowering.open = index;
  lowering.firstBinding = lowering.scope.next;
  const scope = new Scope(lowering.scope);
  if (isFunctionExpression(node) && node.name) scope.declare(node.name.text);
  inScope(lowering, scope, () => {
    for (const parameter of node.parameters) declarePattern(scope, parameter.name);
    read.parameters = node.parameters.map((parameter) => readParameter(lowering, parameter));
    if (!node.body) return;
    read.body = isBlock(node.body)
      ? lowering.statements(node.body.statements)
      : [{ kind: 'return', value: lowering.expression(node.body), at: lowering.at(node.body) }];
  });
  lowering.open = open;
  lowering.firstBinding = firstBinding;
  return index;
}

export function readClass(lowering: Lowering, node: ts.ClassLikeDeclaration): ClassCode {
  const base = node.heritageClauses?.find((clause) => clause.token === SyntaxKind.ExtendsKeyword)
    ?.types[0];
  const constructorNode = node.members.find(isConstructorDeclaration);
  return {
    kind: 'class',
    name: node.name?.text,
    at: lowering.at(node.name ?? node),
    base: base && lowering.expression(base.expression),
    constructorIndex: constructorNode?.body ? lowering.functionIndex(constructorNode) : undefined,
    members: node.members.flatMap((member) => {
      const value = memberValue(lowering, member);
      const name = member.name;
      if (
        !value ||
        !name ||
        !(isIdentifier(name) || isStringLiteral(name) || isPrivateIdentifier(name))
      )
        return [];
      return [
        { name: name.text, isStatic: isStatic(member), isGetter: isGetAccessor(member), value },
      ];
    }),
  };
}

function memberValue(lowering: Lowering, member: ts.ClassElement): Code | undefined {
  if (isMethodDeclaration(member) || isGetAccessor(member)) {
    return member.body && { kind: 'function', index: lowering.functionIndex(member) };
  }
  return isPropertyDeclaration(member) && member.initializer
    ? assignedTo(lowering, member.name, lowering.expression(member.initializer))
    : undefined;
}

function readParameter(lowering: Lowering, node: ts.ParameterDeclaration): Parameter {
  const isField = getModifiers(node)?.some(
    (modifier) => modifier.kind !== SyntaxKind.OverrideKeyword,
  );
  return {
    pattern: lowering.pattern(node.name),
    type: node.type && lowering.type(node.type),
    fallback: node.initializer && lowering.expression(node.initializer),
    field: isField && isIdentifier(node.name) ? node.name.text : undefined,
  };
}

function isAsync(node: ts.FunctionLikeDeclaration): boolean {
  const modifiers = canHaveModifiers(node) ? getModifiers(node) : undefined;
  // A generator runs when it is iterated over, not when it is called.
  const isGenerator = 'asteriskToken' in node && node.asteriskToken !== undefined;
  return !isGenerator && (modifiers?.some(({ kind }) => kind === SyntaxKind.AsyncKeyword) ?? false);
}

function isStatic(member: ts.ClassElement): boolean {
  if (!canHaveModifiers(member)) return false;
  return getModifiers(member)?.some(({ kind }) => kind === SyntaxKind.StaticKeyword) ?? false;
}

function nameOf(node: ts.FunctionLikeDeclaration): string | undefined {
  return node.name && (isIdentifier(node.name) || isPrivateIdentifier(node.name))
    ? node.name.text
    : undefined;
}

/** A function without a name of its own goes by what it is assigned to: `const openStore = () => …`. */
export function assignedTo(lowering: Lowering, name: ts.Node, assigned: Code): Code {
  const read = assigned.kind === 'function' ? lowering.functions[assigned.index] : undefined;
  if (read && isIdentifier(name)) read.name ??= name.text;
  return assigned;
}
