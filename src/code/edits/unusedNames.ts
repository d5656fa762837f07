import { ts } from '../typescript.js';
import type { FileEdit, EditedSources, Place } from './editedSources.js';
import { functionAt } from './functions.js';

/** Edits that remove imports and constants which an edit has left without a use; those that were unused before stay. */
export function unusedNames(before: EditedSources, after: EditedSources, path: string): FileEdit[] {
  const used = usesIn(before.tree(path));
  const left = usesIn(after.tree(path));
  const isDead = ({ text }: ts.Identifier) => used.has(text) && !left.has(text);
  const { statements } = after.tree(path);
  return [...deadImports(path, statements, isDead), ...deadConstants(after, path, isDead)];
}

type IsDead = (name: ts.Identifier) => boolean;

/** Only what does nothing else goes: a call may. */
function deadConstants(sources: EditedSources, path: string, isDead: IsDead): FileEdit[] {
  const { statements } = sources.tree(path);
  return statements.filter(ts.isVariableStatement).flatMap((statement) => {
    const [only, ...others] = statement.declarationList.declarations;
    if (!only?.initializer || others.length > 0 || (statement.modifiers ?? []).length > 0)
      return [];
    if (!ts.isIdentifier(only.name) || !isDead(only.name)) return [];
    if (hasEffect(sources, { path, node: only.initializer })) return [];
    return [{ path, start: statement.getFullStart(), end: statement.getEnd(), text: '' }];
  });
}

function hasEffect(sources: EditedSources, { path, node }: Place<ts.Node>, depth = 0): boolean {
  if (ts.isNewExpression(node) || ts.isAwaitExpression(node)) return true;
  if (ts.isCallExpression(node)) {
    const called = functionAt(sources, { path, node: node.expression });
    const body = called?.node.body;
    const isPlain = called && body && !ts.isBlock(body) && depth < 5;
    if (!isPlain || hasEffect(sources, { path: called.path, node: body }, depth + 1)) return true;
  }
  const inside = ts.forEachChild(
    node,
    (child) => hasEffect(sources, { path, node: child }, depth) || undefined,
  );
  return inside ?? false;
}

function deadImports(
  path: string,
  statements: readonly ts.Statement[],
  isDead: IsDead,
): FileEdit[] {
  return statements.filter(ts.isImportDeclaration).flatMap((statement) => {
    const whole = { path, start: statement.getFullStart(), end: statement.getEnd(), text: '' };
    const only = onlyNameOf(statement.importClause);
    if (only) return isDead(only) ? [whole] : [];
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) return [];
    const kept = bindings.elements.filter(({ name }) => !isDead(name));
    if (kept.length === bindings.elements.length) return [];
    if (kept.length === 0 && !statement.importClause.name) return [whole];
    const text = `{ ${kept.map((each) => each.getText()).join(', ')} }`;
    return [{ path, start: bindings.getStart(), end: bindings.getEnd(), text }];
  });
}

/** `import limits from './limits'`, `import * as limits from './limits'` */
function onlyNameOf(clause: ts.ImportClause | undefined): ts.Identifier | undefined {
  const bindings = clause?.namedBindings;
  if (!bindings) return clause?.name;
  return ts.isNamespaceImport(bindings) && !clause.name ? bindings.name : undefined;
}

function usesIn(tree: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isIdentifier(node) && !isPropertyName(node) && !isDeclared(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return names;
}

function isDeclared(node: ts.Identifier): boolean {
  return ts.isVariableDeclaration(node.parent) && node.parent.name === node;
}

function isPropertyName(node: ts.Identifier): boolean {
  const { parent } = node;
  const isNamed = ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent);
  return isNamed && parent.name === node;
}
