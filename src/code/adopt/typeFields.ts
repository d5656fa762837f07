import type { EditedSources } from '../edits/editedSources.js';
import { ts } from '../typescript.js';

export interface PayloadField {
  readonly name: string;
  /** As written: `boolean`, `string[]`. */
  readonly type: string;
  readonly isOptional: boolean;
  /** Its comment, where that has one line. */
  readonly description: string | undefined;
}

type Declared = ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

/** The members of an interface or an object type, with what it extends; of the file or of one that it imports it from. */
export function fieldsOfType(sources: EditedSources, path: string, name: string): PayloadField[] {
  const found = declarationOf(sources, path, name, new Set());
  if (!found) return [];
  const { node } = found;
  const parts = ts.isTypeAliasDeclaration(node)
    ? partsOf(node.type)
    : [...(node.heritageClauses ?? []).flatMap(({ types }) => types), node];
  return parts.flatMap((part) => fieldsOfPart(sources, found.path, part));
}

type Part = ts.TypeNode | Declared;

function partsOf(type: ts.TypeNode): ts.TypeNode[] {
  return ts.isIntersectionTypeNode(type) ? type.types.flatMap(partsOf) : [type];
}

function fieldsOfPart(sources: EditedSources, path: string, part: Part): PayloadField[] {
  if (ts.isTypeLiteralNode(part) || ts.isInterfaceDeclaration(part)) {
    return part.members.flatMap(fieldOf);
  }
  if (!ts.isTypeReferenceNode(part) && !ts.isExpressionWithTypeArguments(part)) return [];
  const name = (ts.isTypeReferenceNode(part) ? part.typeName : part.expression).getText();
  const [of, keys] = part.typeArguments ?? [];
  if (of === undefined) return fieldsOfType(sources, path, name);
  const inner = () => partsOf(of).flatMap((each) => fieldsOfPart(sources, path, each));
  switch (name) {
    case 'Partial':
      return inner().map((field) => ({ ...field, isOptional: true }));
    case 'Readonly':
      return inner();
    case 'Pick':
      return inner().filter(({ name: key }) => namesIn(keys).includes(key));
    case 'Omit':
      return inner().filter(({ name: key }) => !namesIn(keys).includes(key));
    default:
      return [];
  }
}

function fieldOf(member: ts.TypeElement): PayloadField[] {
  if (!ts.isPropertySignature(member) || !ts.isIdentifier(member.name) || !member.type) return [];
  return [
    {
      name: member.name.text,
      type: member.type.getText(),
      isOptional: member.questionToken !== undefined,
      description: lineAbove(member),
    },
  ];
}

/** The text of a comment for readers of the code; undefined for none and for one of several lines. */
export function lineAbove(node: ts.Node): string | undefined {
  const comment = ts.getJSDocCommentsAndTags(node).find(ts.isJSDoc)?.comment;
  const text = ts.getTextOfJSDocComment(comment)?.trim();
  return text === '' || text?.includes('\n') === true ? undefined : text;
}

/** `'tone' | 'paidOnly'` */
function namesIn(type: ts.TypeNode | undefined): string[] {
  if (type === undefined) return [];
  if (ts.isUnionTypeNode(type)) return type.types.flatMap(namesIn);
  return ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? [type.literal.text] : [];
}

function declarationOf(
  sources: EditedSources,
  path: string,
  name: string,
  seen: Set<string>,
): { readonly path: string; readonly node: Declared } | undefined {
  if (seen.has(`${path}#${name}`)) return undefined;
  seen.add(`${path}#${name}`);
  for (const statement of sources.tree(path).statements) {
    const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
    if (isType && statement.name.text === name) return { path, node: statement };
    const origin = originOf(statement, name);
    const target = origin && sources.resolve(path, origin.specifier);
    const found = target && declarationOf(sources, target, origin.name, seen);
    if (found) return found;
  }
  return undefined;
}

/** Where a statement imports or exports a name from, and under which name it is there. */
function originOf(statement: ts.Statement, name: string) {
  const isImport = ts.isImportDeclaration(statement);
  if (!isImport && !ts.isExportDeclaration(statement)) return undefined;
  const { moduleSpecifier } = statement;
  if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) return undefined;
  const specifier = moduleSpecifier.text;
  const names = isImport ? statement.importClause?.namedBindings : statement.exportClause;
  if (!isImport && names === undefined) return { specifier, name };
  if (!names || !(ts.isNamedImports(names) || ts.isNamedExports(names))) return undefined;
  const element = [...names.elements].find((each) => each.name.text === name);
  return element && { specifier, name: (element.propertyName ?? element.name).text };
}
