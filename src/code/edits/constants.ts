import { ts } from '../typescript.js';
import { bare, propertyOf, valueOf } from './nodes.js';
import type { Place, EditedSources } from './editedSources.js';

/**
 * What a name or a property of a constant object stands for, through `const`, imports and re-exports, `as const` and
 * the like. An expression that is neither comes back as it is; so does a name that is a parameter or a `let`.
 */
export function resolveExpression(sources: EditedSources, place: Place, depth = 0): Place {
  const { path } = place;
  const node = bare(place.node);
  if (depth > 20) return { path, node };
  if (ts.isIdentifier(node)) {
    const meant = initializerOf(sources, { path, node });
    return meant ? resolveExpression(sources, meant, depth + 1) : { path, node };
  }
  if (ts.isPropertyAccessExpression(node)) {
    const owner = resolveExpression(sources, { path, node: node.expression }, depth + 1);
    const property =
      ts.isObjectLiteralExpression(owner.node) && propertyOf(owner.node, node.name.text);
    const inside = property && valueOf(property);
    return inside
      ? resolveExpression(sources, { path: owner.path, node: inside }, depth + 1)
      : { path, node };
  }
  return { path, node };
}

/** Where a name comes from, seen from where it is used. */
export type Binding =
  | {
      readonly kind: 'const';
      readonly name: ts.Identifier;
      readonly value: ts.Expression;
      readonly isTopLevel: boolean;
    }
  | {
      readonly kind: 'function';
      readonly node: ts.FunctionDeclaration;
      readonly isTopLevel: boolean;
    }
  | { readonly kind: 'import'; readonly specifier: string; readonly imported: string }
  | { readonly kind: 'other' }
  | { readonly kind: 'global' };

/** The nearest declaration of a name around its use. */
export function bindingOf(identifier: ts.Identifier): Binding {
  for (let scope: ts.Node = identifier.parent; scope; scope = scope.parent) {
    if (headOf(scope).some((name) => declares(name, identifier))) return { kind: 'other' };
    if (ts.isSourceFile(scope) || ts.isBlock(scope) || ts.isModuleBlock(scope)) {
      const found = declaredIn(scope, identifier);
      if (found) return found;
    }
  }
  return { kind: 'global' };
}

/** The value that a file exports under a name; undefined when it is not a constant of the project. */
function exportedValue(
  sources: EditedSources,
  path: string,
  name: string,
  seen = new Set<string>(),
): Place | undefined {
  if (seen.has(`${path}#${name}`)) return undefined;
  seen.add(`${path}#${name}`);
  for (const statement of sources.tree(path).statements) {
    if (isExported(statement)) {
      const value = declaredBy(statement, name);
      if (value?.kind === 'const') return { path, node: value.value };
    }
    if (ts.isExportAssignment(statement) && name === 'default') {
      return { path, node: statement.expression };
    }
    if (!ts.isExportDeclaration(statement)) continue;
    const found = reExported(sources, path, statement, { name, seen });
    if (found) return found;
  }
  return undefined;
}

/** Names that the head of a function, a loop or a `catch` declares. */
function headOf(scope: ts.Node): ts.BindingName[] {
  if (ts.isFunctionLike(scope)) return scope.parameters.map(({ name }) => name);
  if (ts.isCatchClause(scope))
    return scope.variableDeclaration ? [scope.variableDeclaration.name] : [];
  const isLoop =
    ts.isForStatement(scope) || ts.isForOfStatement(scope) || ts.isForInStatement(scope);
  if (!isLoop || !scope.initializer || !ts.isVariableDeclarationList(scope.initializer)) return [];
  return scope.initializer.declarations.map(({ name }) => name);
}

function initializerOf(
  sources: EditedSources,
  { path, node }: Place<ts.Identifier>,
): Place | undefined {
  const binding = bindingOf(node);
  if (binding.kind === 'const') return { path, node: binding.value };
  if (binding.kind !== 'import') return undefined;
  const target = sources.resolve(path, binding.specifier);
  return target === undefined ? undefined : exportedValue(sources, target, binding.imported);
}

function reExported(
  sources: EditedSources,
  path: string,
  { exportClause, moduleSpecifier }: ts.ExportDeclaration,
  { name, seen }: { name: string; seen: Set<string> },
): Place | undefined {
  const from =
    moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : undefined;
  const target = from === undefined ? undefined : sources.resolve(path, from);
  if (exportClause === undefined) {
    return target === undefined ? undefined : exportedValue(sources, target, name, seen);
  }
  if (!ts.isNamedExports(exportClause)) return undefined;
  const found = exportClause.elements.find((each) => each.name.text === name);
  if (!found) return undefined;
  const local = found.propertyName ?? found.name;
  if (from !== undefined) {
    return target === undefined ? undefined : exportedValue(sources, target, local.text, seen);
  }
  return ts.isIdentifier(local) ? initializerOf(sources, { path, node: local }) : undefined;
}

function declaredIn(
  scope: ts.SourceFile | ts.Block | ts.ModuleBlock,
  { text }: ts.Identifier,
): Binding | undefined {
  for (const statement of scope.statements) {
    const found = declaredBy(statement, text);
    if (found) return found;
  }
  return undefined;
}

function declaredBy(statement: ts.Statement, name: string): Binding | undefined {
  if (ts.isImportDeclaration(statement)) return importedBy(statement, name);
  const isTopLevel = ts.isSourceFile(statement.parent);
  if (ts.isFunctionDeclaration(statement) && statement.name?.text === name) {
    return { kind: 'function', node: statement, isTopLevel };
  }
  if (ts.isClassDeclaration(statement) && statement.name?.text === name) return { kind: 'other' };
  if (!ts.isVariableStatement(statement)) return undefined;
  const isConst = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
  for (const { name: declared, initializer } of statement.declarationList.declarations) {
    if (ts.isIdentifier(declared) && declared.text === name) {
      return isConst && initializer
        ? { kind: 'const', name: declared, value: initializer, isTopLevel }
        : { kind: 'other' };
    }
    if (!ts.isIdentifier(declared) && bindingNames(declared).includes(name))
      return { kind: 'other' };
  }
  return undefined;
}

function importedBy(statement: ts.ImportDeclaration, name: string): Binding | undefined {
  const { importClause, moduleSpecifier } = statement;
  if (!importClause || !ts.isStringLiteral(moduleSpecifier)) return undefined;
  const specifier = moduleSpecifier.text;
  if (importClause.name?.text === name) return { kind: 'import', specifier, imported: 'default' };
  const { namedBindings } = importClause;
  if (!namedBindings) return undefined;
  if (ts.isNamespaceImport(namedBindings)) {
    return namedBindings.name.text === name
      ? { kind: 'import', specifier, imported: '*' }
      : undefined;
  }
  const found = namedBindings.elements.find((each) => each.name.text === name);
  return found && { kind: 'import', specifier, imported: (found.propertyName ?? found.name).text };
}

function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

function declares(name: ts.BindingName, { text }: ts.Identifier): boolean {
  return bindingNames(name).includes(text);
}

function bindingNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((each) =>
    ts.isBindingElement(each) ? bindingNames(each.name) : [],
  );
}
