import { commonExport, WHOLE } from '../syntax/commonExports.js';
import { ts } from '../typescript.js';
import { bindingOf, declaredBy, type Binding } from './bindings.js';
import type { EditedSources, Place } from './editedSources.js';
import { propertyOf, valueOf } from './nodes.js';

/**
 * What a file exports under a name, also through other files: an expression, or the function, class or enum that is declared.
 * `*` is the file itself. Undefined when it is nothing of the project.
 */
export function exportedAs(
  sources: EditedSources,
  path: string,
  name: string,
  seen = new Set<string>(),
): Place<ts.Node> | undefined {
  if (name === '*') return { path, node: sources.tree(path) };
  if (seen.has(`${path}#${name}`)) return undefined;
  seen.add(`${path}#${name}`);
  for (const statement of sources.tree(path).statements) {
    const node = ownExport(statement, name);
    if (node) return { path, node };
    if (!ts.isExportDeclaration(statement)) continue;
    const found = reExported(sources, path, statement, { name, seen });
    if (found) return found;
  }
  return undefined;
}

function ownExport(statement: ts.Statement, name: string): ts.Node | undefined {
  if (ts.isExportAssignment(statement))
    return name === 'default' ? statement.expression : undefined;
  const common = commonExport(statement);
  if (common) return commonValue(common, name);
  const modifiers = (ts.canHaveModifiers(statement) && ts.getModifiers(statement)) || [];
  const has = (kind: ts.SyntaxKind) => modifiers.some((modifier) => modifier.kind === kind);
  if (!has(ts.SyntaxKind.ExportKeyword)) return undefined;
  if (!has(ts.SyntaxKind.DefaultKeyword)) return nodeOf(declaredBy(statement, name));
  const isNode = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
  return isNode && name === 'default' ? statement : undefined;
}

/** A name of `module.exports = { … }` as well. */
function commonValue(
  { name: exported, value }: { name: string; value: ts.Expression },
  name: string,
): ts.Expression | undefined {
  if (exported === name || (exported === WHOLE && name === 'default')) return value;
  if (exported !== WHOLE || !ts.isObjectLiteralExpression(value)) return undefined;
  const property = propertyOf(value, name);
  return property && valueOf(property);
}

function nodeOf(binding: Binding | undefined): ts.Node | undefined {
  switch (binding?.kind) {
    case 'const':
      return binding.value;
    case 'function':
    case 'class':
    case 'enum':
      return binding.node;
    default:
      return undefined;
  }
}

function reExported(
  sources: EditedSources,
  path: string,
  { exportClause, moduleSpecifier }: ts.ExportDeclaration,
  { name, seen }: { name: string; seen: Set<string> },
): Place<ts.Node> | undefined {
  const from =
    moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : undefined;
  const target = from === undefined ? undefined : sources.resolve(path, from);
  if (exportClause === undefined) {
    return target === undefined ? undefined : exportedAs(sources, target, name, seen);
  }
  if (!ts.isNamedExports(exportClause)) return undefined;
  const found = exportClause.elements.find((each) => each.name.text === name);
  if (!found) return undefined;
  const local = found.propertyName ?? found.name;
  if (from !== undefined) {
    return target === undefined ? undefined : exportedAs(sources, target, local.text, seen);
  }
  if (!ts.isIdentifier(local)) return undefined;
  const binding = bindingOf(local);
  if (binding.kind !== 'import') {
    const node = nodeOf(binding);
    return node && { path, node };
  }
  const imported = sources.resolve(path, binding.specifier);
  return imported === undefined ? undefined : exportedAs(sources, imported, binding.imported, seen);
}
