import type { EditedSources } from '../edits/editedSources.js';
import { descendants } from '../edits/nodes.js';
import type { Alias } from '../follow/resolve.js';
import { ts } from '../typescript.js';

/** An imported function that answers the database connection. */
export interface AccessorFacts {
  /** As a file anywhere in the project can import it. */
  readonly import: string;
  readonly name: string;
}

const CONNECTION = /^(?:\w*db|database|connection|conn)$/i;
const ACCESSOR = /(?:db|database|connection)$/i;

/**
 * The accessor of the files: an imported function that is called without arguments and is named after a connection, or
 * whose answer is, or is typed as `Database`. Undefined where two could be meant.
 */
export function accessorIn(
  sources: EditedSources,
  paths: readonly string[],
  aliases: readonly Alias[],
): AccessorFacts | undefined {
  const found = paths.flatMap((path) =>
    importsOf(sources.tree(path)).flatMap(({ local, name, specifier }) => {
      if (!answersConnection(sources.tree(path), local, name)) return [];
      const from = fromAnywhere(sources, { path, specifier }, aliases);
      return from === undefined ? [] : [{ import: from, name }];
    }),
  );
  const different = new Map(found.map((each) => [`${each.import}#${each.name}`, each]));
  return different.size === 1 ? found[0] : undefined;
}

function importsOf(tree: ts.SourceFile) {
  return tree.statements.filter(ts.isImportDeclaration).flatMap((statement) => {
    const names = statement.importClause?.namedBindings;
    const { moduleSpecifier } = statement;
    if (!names || !ts.isNamedImports(names) || !ts.isStringLiteral(moduleSpecifier)) return [];
    return names.elements.map((element) => ({
      local: element.name.text,
      name: (element.propertyName ?? element.name).text,
      specifier: moduleSpecifier.text,
    }));
  });
}

function answersConnection(tree: ts.SourceFile, local: string, name: string): boolean {
  const calls = descendants(tree, ts.isCallExpression).filter(
    ({ expression, arguments: given }) =>
      ts.isIdentifier(expression) && expression.text === local && given.length === 0,
  );
  if (calls.length === 0) return false;
  return ACCESSOR.test(name) || isTypedByIt(tree, local) || calls.some(isGivenToConnection);
}

/** `const db = await connect()` */
function isGivenToConnection(call: ts.CallExpression): boolean {
  const outer = ts.isAwaitExpression(call.parent) ? call.parent.parent : call.parent;
  return (
    ts.isVariableDeclaration(outer) &&
    ts.isIdentifier(outer.name) &&
    CONNECTION.test(outer.name.text)
  );
}

/** `type Database = Awaited<ReturnType<typeof connect>>` */
function isTypedByIt(tree: ts.SourceFile, local: string): boolean {
  return tree.statements
    .filter(ts.isTypeAliasDeclaration)
    .filter(({ name }) => name.text === 'Database')
    .some(({ type }) =>
      descendants(type, ts.isTypeQueryNode).some(({ exprName }) => exprName.getText() === local),
    );
}

/** A relative import means something else elsewhere: it is written with an alias, where there is one. */
function fromAnywhere(
  sources: EditedSources,
  { path, specifier }: { path: string; specifier: string },
  aliases: readonly Alias[],
): string | undefined {
  if (!specifier.startsWith('.')) return specifier;
  const target = sources.resolve(path, specifier);
  const alias = aliases.find(
    ({ isExact, within, target: folder }) =>
      !isExact && (within ?? '') === '' && target?.startsWith(`${folder}/`),
  );
  if (target === undefined || alias === undefined) return undefined;
  const inside = target.slice(alias.target.length + 1).replace(/(?:\/index)?\.[cm]?[jt]sx?$/, '');
  return alias.prefix + inside;
}
