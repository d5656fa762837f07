import { ts } from '../typescript.js';
import type { EditedSources, FileEdit } from './editedSources.js';

/** Edits that make a file import names from a module, or require them where it does that; none for names that it has. */
export function importNames(
  sources: EditedSources,
  path: string,
  specifier: string,
  names: readonly string[],
): FileEdit[] {
  const { statements } = sources.tree(path);
  const imports = statements.filter(ts.isImportDeclaration);
  const lists = imports.flatMap((each) => importedFrom(each, specifier));
  const patterns = statements.flatMap((each) => requiredFrom(each, specifier));
  const known = [
    ...lists.flatMap(({ elements }) => elements.filter(({ isTypeOnly }) => !isTypeOnly)),
    ...patterns.flatMap(({ elements }) => elements),
  ].flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
  const missing = names.filter((name) => !known.includes(name));
  if (missing.length === 0) return [];
  const last = (lists[0] ?? patterns[0])?.elements.at(-1);
  if (last) {
    return [{ path, start: last.getEnd(), end: last.getEnd(), text: `, ${missing.join(', ')}` }];
  }
  const isCommon = imports.length === 0 && /\brequire\(/.test(sources.text(path));
  const list = `{ ${missing.join(', ')} }`;
  const text = isCommon
    ? `const ${list} = require('${specifier}');\n`
    : `import ${list} from '${specifier}';\n`;
  // A directive such as 'use strict' counts only as the first thing of its file.
  const first = imports[0] ?? statements.find((each) => !isDirective(each));
  const at = first ? first.getStart() : sources.text(path).length;
  return [{ path, start: at, end: at, text }];
}

function importedFrom(
  { importClause, moduleSpecifier }: ts.ImportDeclaration,
  specifier: string,
): ts.NamedImports[] {
  if (!ts.isStringLiteral(moduleSpecifier) || moduleSpecifier.text !== specifier) return [];
  const bindings = importClause?.namedBindings;
  const isType = importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  return bindings && ts.isNamedImports(bindings) && !isType ? [bindings] : [];
}

/** `const { Client } = require('…')` */
function requiredFrom(statement: ts.Statement, specifier: string): ts.ObjectBindingPattern[] {
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
    if (!ts.isObjectBindingPattern(name) || !initializer || !ts.isCallExpression(initializer))
      return [];
    const [module] = initializer.arguments;
    const isRequire = initializer.expression.getText() === 'require';
    return isRequire && module && ts.isStringLiteral(module) && module.text === specifier
      ? [name]
      : [];
  });
}

function isDirective(statement: ts.Statement): boolean {
  return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
}
