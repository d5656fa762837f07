import { ts } from '../typescript.js';
import type { TypeCode } from './code.js';

/** Reads as much of a type as is needed to know which fields an object must have. */
export function readType(node: ts.TypeNode): TypeCode {
  if (ts.isTypeLiteralNode(node)) return readMembers(node.members);
  if (ts.isParenthesizedTypeNode(node)) return readType(node.type);
  if (ts.isIntersectionTypeNode(node)) return { kind: 'all', types: node.types.map(readType) };
  if (ts.isTypeReferenceNode(node)) {
    return {
      kind: 'reference',
      name: ts.isIdentifier(node.typeName) ? node.typeName.text : '',
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
      name: ts.isIdentifier(base.expression) ? base.expression.text : '',
      args: (base.typeArguments ?? []).map(readType),
    })),
  );
  return { kind: 'all', types: [readMembers(node.members), ...bases] };
}

function readMembers(members: readonly ts.TypeElement[]): TypeCode {
  return {
    kind: 'object',
    members: members.flatMap((member) => {
      if (!ts.isPropertySignature(member)) return [];
      const { name } = member;
      if (!ts.isIdentifier(name) && !ts.isStringLiteral(name)) return [];
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
  if (ts.isUnionTypeNode(type)) return type.types.some(mayBeAbsent);
  if (ts.isLiteralTypeNode(type)) return type.literal.kind === ts.SyntaxKind.NullKeyword;
  return (
    type.kind === ts.SyntaxKind.UndefinedKeyword ||
    type.kind === ts.SyntaxKind.UnknownKeyword ||
    type.kind === ts.SyntaxKind.AnyKeyword
  );
}

/** `'a' | 'b'`, the second argument of Pick and Omit. */
function textsOf(node: ts.TypeNode): string[] {
  if (ts.isLiteralTypeNode(node))
    return ts.isStringLiteral(node.literal) ? [node.literal.text] : [];
  if (!ts.isUnionTypeNode(node)) return [];
  const texts = node.types.map(textsOf);
  return texts.every((each) => each.length > 0) ? texts.flat() : [];
}
