import { ts } from '../typescript.js';
import { bare } from './nodes.js';

/** Where a name comes from, seen from where it is used. */
export type Binding =
  | {
      readonly kind: 'const';
      readonly name: ts.Identifier;
      readonly value: ts.Expression;
      readonly isTopLevel: boolean;
    }
  /** `const { process: name } = PATHS` */
  | { readonly kind: 'part'; readonly whole: ts.Expression; readonly key: string }
  | {
      readonly kind: 'function';
      readonly node: ts.FunctionDeclaration;
      readonly isTopLevel: boolean;
    }
  | { readonly kind: 'class'; readonly node: ts.ClassDeclaration }
  | { readonly kind: 'enum'; readonly node: ts.EnumDeclaration }
  /** Also of `require` and `await import`. */
  | { readonly kind: 'import'; readonly specifier: string; readonly imported: string }
  | { readonly kind: 'parameter'; readonly of: ts.Node; readonly index: number }
  | { readonly kind: 'other' }
  | { readonly kind: 'global' };

/** The nearest declaration of a name around its use. */
export function bindingOf(identifier: ts.Identifier): Binding {
  for (let scope: ts.Node = identifier.parent; scope; scope = scope.parent) {
    const head = headOf(scope);
    const index = head.findIndex((name) => bindingNames(name).includes(identifier.text));
    const named = head[index];
    if (named) {
      const isWhole = ts.isIdentifier(named) && ts.isFunctionLike(scope);
      return isWhole ? { kind: 'parameter', of: scope, index } : { kind: 'other' };
    }
    if (ts.isSourceFile(scope) || ts.isBlock(scope) || ts.isModuleBlock(scope)) {
      const found = declaredIn(scope, identifier);
      if (found) return found;
    }
  }
  return { kind: 'global' };
}

/** What a statement declares under a name. */
export function declaredBy(statement: ts.Statement, name: string): Binding | undefined {
  if (ts.isImportDeclaration(statement)) return importedBy(statement, name);
  const isTopLevel = ts.isSourceFile(statement.parent);
  if (ts.isFunctionDeclaration(statement) && statement.name?.text === name) {
    return { kind: 'function', node: statement, isTopLevel };
  }
  if (ts.isClassDeclaration(statement) && statement.name?.text === name) {
    return { kind: 'class', node: statement };
  }
  if (ts.isEnumDeclaration(statement) && statement.name.text === name) {
    return { kind: 'enum', node: statement };
  }
  if (!ts.isVariableStatement(statement)) return undefined;
  const declaration = statement.declarationList.declarations.find((each) =>
    bindingNames(each.name).includes(name),
  );
  if (!declaration) return undefined;
  const isConst = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
  const { initializer } = declaration;
  return isConst && initializer
    ? constantOf(declaration.name, initializer, { name, isTopLevel })
    : { kind: 'other' };
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

function constantOf(
  declared: ts.BindingName,
  initializer: ts.Expression,
  { name, isTopLevel }: { name: string; isTopLevel: boolean },
): Binding {
  const specifier = requiredBy(initializer);
  if (ts.isIdentifier(declared)) {
    return specifier === undefined
      ? { kind: 'const', name: declared, value: initializer, isTopLevel }
      : { kind: 'import', specifier, imported: '*' };
  }
  const part = ts.isObjectBindingPattern(declared)
    ? declared.elements.find((each) => ts.isIdentifier(each.name) && each.name.text === name)
    : undefined;
  const key = part?.propertyName ?? part?.name;
  const isPlain = part && !part.initializer && !part.dotDotDotToken;
  if (!isPlain || !key || !ts.isIdentifier(key)) return { kind: 'other' };
  return specifier === undefined
    ? { kind: 'part', whole: initializer, key: key.text }
    : { kind: 'import', specifier, imported: key.text };
}

/** The module of `require('…')` and `await import('…')`. */
function requiredBy(value: ts.Expression): string | undefined {
  const inner = bare(value);
  const call = ts.isAwaitExpression(inner) ? bare(inner.expression) : inner;
  if (!ts.isCallExpression(call)) return undefined;
  const isImport = call.expression.kind === ts.SyntaxKind.ImportKeyword;
  const isRequire = ts.isIdentifier(call.expression) && call.expression.text === 'require';
  const [specifier] = call.arguments;
  return (isImport || isRequire) && specifier && ts.isStringLiteralLike(specifier)
    ? specifier.text
    : undefined;
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

function bindingNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((each) =>
    ts.isBindingElement(each) ? bindingNames(each.name) : [],
  );
}
