import {
  SyntaxKind,
  isIdentifier,
  isIntersectionTypeNode,
  isLiteralTypeNode,
  isParenthesizedTypeNode,
  isPropertySignature,
  isStringLiteral,
  isTypeLiteralNode,
  isTypeReferenceNode,
  isUnionTypeNode,
  type ts,
} from '../typescript.js';
import type { TypeCode } from './code.js';

/** Reads as much of a type as is needed to know which fields an object must have. */
export function readType(node: ts.TypeNode): TypeCode {
  if (isTypeLiteralNode(node)) return readMembers(node.members);
  if (isParenthesizedTypeNode(node)) return readType(node.type);
  if (isIntersectionTypeNode(node)) return { kind: 'all', types: node.types.map(readType) };
  if (isTypeReferenceNode(node)) {
    return {
      kind: 'reference',
      name: isIdentifier(node.typeName) ? node.typeName.text : '',
      args: (node.typeArguments ?? []).map(readType),
    };
  }
  const texts = textsOf(node);
  return texts.length > 0 ? { kind: 'texts', values: texts } : { kind: 'other' };
}

export function readInterface(node: ts.InterfaceDeclaration): TypeCode {
  const bases = (node.heritageClauses ?? []).flatMap((clause) =>
    clause.types.map((base): TypeCode => ({
      kind: 'reference',
      name: isIdentifier(base.expression) ? base.expression.text : '',
      args: (base.typeArguments ?? []).map(readType),
    })),
  );
  return { kind: 'all', types: [readMembers(node.members), ...bases] };
}

function readMembers(members: readonly ts.TypeElement[]): TypeCode {
  return {
    kind: 'object',
    members: members.flatMap((member) => {
      if (!isPropertySignature(member)) return [];
      const { name } = member;
      if (!isIdentifier(name) && !isStringLiteral(name)) return [];
      return [
        {
          name: name.text,
          optional: member.questionToken !== undefined || mayBeAbsent(member.type),
        },
      ];
    }),
  };
}

function mayBeAbsent(type: ts.TypeNode | undefined): boolean {
  if (!type) return true;
  if (isUnionTypeNode(type)) return type.types.some(mayBeAbsent);
  if (isLiteralTypeNode(type)) return type.literal.kind === SyntaxKind.NullKeyword;
  return (
    type.kind === SyntaxKind.UndefinedKeyword ||
    type.kind === SyntaxKind.UnknownKeyword ||
    type.kind === SyntaxKind.AnyKeyword
  );
}

/** `'a' | 'b'`, the second argument of Pick and Omit. */
function textsOf(node: ts.TypeNode): string[] {
  if (isLiteralTypeNode(node)) return isStringLiteral(node.literal) ? [node.literal.text] : [];
  if (!isUnionTypeNode(node)) return [];
  const texts = node.types.map(textsOf);
  return texts.every((each) => each.length > 0) ? texts.flat() : [];
}
