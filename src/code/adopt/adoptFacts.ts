import { resolveExpression } from '../edits/constants.js';
import { descendants, propertyOf, valueOf } from '../edits/nodes.js';
import { type ServeCall, serveCallsIn } from '../edits/sdk1/serveCalls.js';
import { startsIn } from '../edits/sdk1/triggerCalls.js';
import { EditedSources, type Place } from '../edits/editedSources.js';
import type { SourceText } from '../facts/sourceText.js';
import type { Alias } from '../follow/resolve.js';
import { ts } from '../typescript.js';

export interface PayloadField {
  readonly name: string;
  /** As written: `boolean`, `string[]`. */
  readonly type: string;
}

/** What a served route says about the answers that it could have been generated from. */
export interface RouteFacts {
  readonly path: string;
  readonly payloadType: string | undefined;
  readonly fields: readonly PayloadField[];
  /** Of the flow control, in `serve` or at a trigger; only what is a plain number. */
  readonly parallelism: number | undefined;
  readonly rate: number | undefined;
  /** Constants of the file that are numbers: `PAGE_SIZE`. */
  readonly numbers: Readonly<Record<string, number>>;
}

/** The facts of the routes in the given files; a file without a served route has none. */
export function readRoutes(
  files: readonly SourceText[],
  { aliases, paths }: { aliases: readonly Alias[]; paths: readonly string[] },
): RouteFacts[] {
  const sources = new EditedSources(files, aliases);
  return paths.flatMap((path) => {
    const [call] = serveCallsIn(sources, path);
    return call ? [factsOf(sources, call)] : [];
  });
}

function factsOf(sources: EditedSources, call: ServeCall): RouteFacts {
  const { path } = call;
  const type = call.call.typeArguments?.[0];
  const name = type && ts.isTypeReferenceNode(type) ? type.typeName.getText() : undefined;
  const limits = limitsOf(sources, call);
  return {
    path,
    payloadType: name,
    fields: name === undefined ? [] : fieldsOf(sources, path, name),
    parallelism: limits && numberOf(sources, limits, 'parallelism'),
    rate:
      limits && (numberOf(sources, limits, 'rate') ?? numberOf(sources, limits, 'ratePerSecond')),
    numbers: numbersIn(sources, path),
  };
}

type Literal = Place<ts.ObjectLiteralExpression>;

function limitsOf(sources: EditedSources, { options, route }: ServeCall): Literal | undefined {
  const starts = startsIn(sources).filter((start) => route !== undefined && start.route === route);
  for (const { path, node } of [...options, ...starts]) {
    const property = propertyOf(node, 'flowControl');
    const value = property && valueOf(property);
    const meant = value && resolveExpression(sources, { path, node: value });
    if (meant && ts.isObjectLiteralExpression(meant.node))
      return { path: meant.path, node: meant.node };
  }
  return undefined;
}

function numberOf(
  sources: EditedSources,
  { path, node }: Literal,
  name: string,
): number | undefined {
  const property = propertyOf(node, name);
  const value = property && valueOf(property);
  const meant = value && resolveExpression(sources, { path, node: value }).node;
  return meant && ts.isNumericLiteral(meant) ? Number(meant.text) : undefined;
}

function numbersIn(sources: EditedSources, path: string): Record<string, number> {
  const declared = descendants(sources.tree(path), ts.isVariableDeclaration);
  return Object.fromEntries(
    declared.flatMap(({ name, initializer }) => {
      if (!ts.isIdentifier(name) || !initializer) return [];
      const { node } = resolveExpression(sources, { path, node: initializer });
      return ts.isNumericLiteral(node) ? [[name.text, Number(node.text)] as const] : [];
    }),
  );
}

/** The members of an interface or an object type, in the file or in one that it imports. */
function fieldsOf(sources: EditedSources, path: string, name: string): PayloadField[] {
  const imported = sources
    .tree(path)
    .statements.filter(ts.isImportDeclaration)
    .flatMap(({ moduleSpecifier }) =>
      ts.isStringLiteral(moduleSpecifier)
        ? (sources.resolve(path, moduleSpecifier.text) ?? [])
        : [],
    );
  for (const file of [path, ...imported]) {
    for (const statement of sources.tree(file).statements) {
      const members = membersOf(statement, name);
      if (members) return members;
    }
  }
  return [];
}

function membersOf(statement: ts.Statement, name: string): PayloadField[] | undefined {
  const isType = ts.isTypeAliasDeclaration(statement) && ts.isTypeLiteralNode(statement.type);
  const members = isType
    ? statement.type.members
    : ts.isInterfaceDeclaration(statement)
      ? statement.members
      : undefined;
  const isNamed =
    (ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)) &&
    statement.name.text === name;
  if (!members || !isNamed) return undefined;
  return members.flatMap((member) =>
    ts.isPropertySignature(member) && ts.isIdentifier(member.name) && member.type
      ? [{ name: member.name.text, type: member.type.getText() }]
      : [],
  );
}
