import { posix } from 'node:path';
import { ts } from '../typescript.js';
import { type Binding, bindingOf } from './bindings.js';
import type { Arguments } from './functions.js';
import { bare, descendants } from './nodes.js';
import { applyEdits, type TextEdit } from './textEdits.js';
import type { Place, EditedSources } from './editedSources.js';

/** An expression as it can be written in another file. */
export interface Portable {
  readonly text: string;
  /** Names that file has to import. */
  readonly imports: readonly { readonly specifier: string; readonly name: string }[];
}

/**
 * Writes an expression so that it means the same at the top level of another file: constants, and parameters that are given
 * constants, are written out, imports are named with their module. Undefined when it depends on something that cannot move.
 */
export function portable(
  sources: EditedSources,
  from: Place,
  to: string,
  { given, depth = 0 }: { given?: Arguments | undefined; depth?: number } = {},
): Portable | undefined {
  if (depth > 10) return undefined;
  const start = from.node.getStart();
  const edits = withoutSatisfies(from.node);
  const imports: Portable['imports'][number][] = [];
  for (const name of namesUsed(from.node)) {
    const binding = bindingOf(name);
    if (binding.kind === 'global') continue;
    if (binding.kind === 'const' && binding.isTopLevel && from.path === to) continue;
    if (binding.kind === 'import') {
      const needed = importFor(sources, from.path, to, { ...binding, local: name.text });
      if (!needed) return undefined;
      if (needed !== 'there') imports.push(needed);
      continue;
    }
    const meant = valueOf(from.path, binding, given);
    const inlined = meant && portable(sources, meant, to, { given, depth: depth + 1 });
    if (!inlined || isShared(meant.node)) return undefined;
    imports.push(...inlined.imports);
    const text = name === from.node ? inlined.text : inlineText(inlined.text, meant.node, name);
    edits.push({ start: name.getStart() - start, end: name.getEnd() - start, text });
  }
  return { text: applyEdits(from.node.getText(), edits), imports };
}

/** What it satisfies is checked where it arrives, without the name of a type. */
function withoutSatisfies(root: ts.Expression): TextEdit[] {
  const start = root.getStart();
  return [
    ...(ts.isSatisfiesExpression(root) ? [root] : []),
    ...descendants(root, ts.isSatisfiesExpression),
  ].map((node) => ({
    start: node.expression.getEnd() - start,
    end: node.getEnd() - start,
    text: '',
  }));
}

function valueOf(path: string, binding: Binding, given: Arguments | undefined): Place | undefined {
  if (binding.kind === 'const') return { path, node: binding.value };
  const isGiven = binding.kind === 'parameter' && binding.of === given?.of;
  return isGiven ? given.values[binding.index] : undefined;
}

/** In parentheses where it would be torn apart; with its name in `{ parallelism }`. */
function inlineText(text: string, value: ts.Expression, name: ts.Identifier): string {
  const { parent } = name;
  if (ts.isShorthandPropertyAssignment(parent)) return `${name.text}: ${text}`;
  const isWhole = ts.isPropertyAssignment(parent) || ts.isTemplateSpan(parent);
  const node = ts.isAsExpression(value) ? value : bare(value);
  const isLoose =
    ts.isBinaryExpression(node) || ts.isConditionalExpression(node) || ts.isAsExpression(node);
  return isLoose && !isWhole ? `(${text})` : text;
}

/** Written twice, what is made or called would be two things. */
function isShared(value: ts.Expression): boolean {
  const node = bare(value);
  return ts.isNewExpression(node) || ts.isCallExpression(node) || ts.isAwaitExpression(node);
}

/** `there`: the file that is written to declares the name itself. */
function importFor(
  sources: EditedSources,
  from: string,
  to: string,
  { specifier, imported, local }: { specifier: string; imported: string; local: string },
): Portable['imports'][number] | 'there' | undefined {
  if (imported !== local) return undefined;
  const target = sources.resolve(from, specifier);
  if (target === to) return topLevelNames(sources, to).includes(local) ? 'there' : undefined;
  const isRelative = target !== undefined && specifier.startsWith('.');
  const moved = isRelative ? relativeTo(to, posix.join(posix.dirname(from), specifier)) : specifier;
  return isFree(sources, to, local, moved) ? { specifier: moved, name: local } : undefined;
}

function topLevelNames(sources: EditedSources, path: string): string[] {
  return sources.tree(path).statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement)) {
      const { declarations } = statement.declarationList;
      return declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
    }
    const isNamed =
      ts.isClassDeclaration(statement) ||
      ts.isFunctionDeclaration(statement) ||
      ts.isEnumDeclaration(statement);
    return isNamed && statement.name ? [statement.name.text] : [];
  });
}

/** Whether the name means nothing in the file yet, or is imported from there already. */
function isFree(sources: EditedSources, path: string, name: string, specifier: string): boolean {
  const tree = sources.tree(path);
  const uses: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name) uses.push(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return uses.every((use) => {
    if (ts.isPropertyAccessExpression(use.parent) && use.parent.name === use) return true;
    if (ts.isPropertyAssignment(use.parent) && use.parent.name === use) return true;
    const binding = bindingOf(use);
    return (
      binding.kind === 'import' && binding.specifier === specifier && binding.imported === name
    );
  });
}

function relativeTo(from: string, target: string): string {
  const path = posix.relative(posix.dirname(from), target);
  return path.startsWith('.') ? path : `./${path}`;
}

/** The identifiers of an expression that name a value, without those of properties. */
function namesUsed(root: ts.Expression): ts.Identifier[] {
  const names: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !isPropertyName(node)) names.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return names;
}

function isPropertyName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isPropertyAssignment(parent)) return parent.name === node;
  return ts.isTypeNode(parent) || ts.isMethodDeclaration(parent);
}
