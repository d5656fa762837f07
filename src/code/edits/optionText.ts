import { ts } from '../typescript.js';
import { bindingOf } from './bindings.js';
import { resolveExpression } from './constants.js';
import { EditedSources, type FileEdit, type Place } from './editedSources.js';
import type { GivenOptions } from './givenOption.js';
import { isConstant } from './isConstant.js';
import { bare, rootOf } from './nodes.js';
import { nodesAt } from './nodesAt.js';
import { portable, type Portable } from './portable.js';

/** What is written behind the brace of an object literal, and what its file has to import for it. */
export interface OptionText {
  readonly insertion: FileEdit;
  readonly imports: Portable['imports'];
}

/**
 * Writes options into an object literal so that they are there what they were where they were given. Undefined where that
 * is not for certain: they call something, or need names that mean something else there or nothing.
 */
export function optionText(
  sources: EditedSources,
  { options, from }: GivenOptions,
  to: Place<ts.ObjectLiteralExpression>,
): OptionText | undefined {
  const spread = from && named(sources, from, to.path);
  const parts = spread
    ? [{ ...spread, text: `...${spread.text}` }]
    : options.map(({ name, value, comments }) => {
        const part = portable(sources, holderOf(sources, value, to.path), to.path);
        return part && { ...part, text: `${aboveOf(comments)}${propertyText(name, part.text)}` };
      });
  const written = parts.filter((part) => part !== undefined);
  if (written.length < parts.length) return undefined;
  const start = to.node.getStart() + 1;
  const text = written.map((part) => ` ${part.text},`).join('');
  const insertion = { path: to.path, start, end: start, text };
  const imports = written.flatMap((part) => part.imports);
  const isSame = means(sources, { insertion, imports }, to, written.length);
  return isSame && canImport(sources, to.path, from ?? options[0]?.value, imports)
    ? { insertion, imports }
    : undefined;
}

function propertyText(name: string, value: string): string {
  return value === name ? name : `${name}: ${value}`;
}

/** Comments, but for those that silence the compiler: there the option is no error. */
function aboveOf(comments: string): string {
  const lines = comments.split('\n').filter((line) => !/@ts-(expect-error|ignore)/.test(line));
  return lines.join('') === '' ? '' : `\n${lines.join('\n')}\n`;
}

/** What another file can name as well; not what would have to be written out there. */
function named(sources: EditedSources, from: Place, to: string): Portable | undefined {
  const node = bare(from.node);
  const text = portable(sources, { path: from.path, node }, to);
  return text?.text === node.getText() && !ts.isObjectLiteralExpression(node) ? text : undefined;
}

/**
 * `LIMITS.digest` of a constant that stays behind is what it holds, and so is what a file imports as a whole, as its default,
 * or by another name.
 */
function holderOf(sources: EditedSources, place: Place, to: string): Place {
  const root = rootOf(bare(place.node));
  return place.path !== to && root && isLeft(root) ? resolveExpression(sources, place) : place;
}

function isLeft(root: ts.Identifier): boolean {
  const binding = bindingOf(root);
  return binding.kind === 'const' || (binding.kind === 'import' && binding.imported !== root.text);
}

/** Whether the names among the options mean the same where they are written now. */
function means(
  sources: EditedSources,
  { insertion, imports }: OptionText,
  { path, node }: Place<ts.ObjectLiteralExpression>,
  count: number,
): boolean {
  const scratch = new EditedSources([{ path, text: sources.text(path) }], []);
  const { line, character } = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart());
  scratch.apply([insertion]);
  const at = { line: line + 1, column: character + 1 };
  const [literal] = nodesAt(scratch.tree(path), at, ts.isObjectLiteralExpression);
  const added = literal?.properties.slice(0, count) ?? [];
  return added.length === count && added.every((property) => isConstant(property, imports));
}

/** An import leads to the same from both files; a package may be there for one of them only. */
function canImport(
  sources: EditedSources,
  to: string,
  from: Place | undefined,
  imports: Portable['imports'],
): boolean {
  if (imports.length === 0) return true;
  const declared = sources.tree(to).statements.filter(ts.isImportDeclaration);
  return (
    declared.length > 0 &&
    imports.every(({ specifier }) => {
      const meant = sources.resolve(to, specifier);
      if (specifier.startsWith('.')) return meant !== undefined;
      if (meant !== undefined)
        return from !== undefined && sources.resolve(from.path, specifier) === meant;
      return declared.some(
        ({ moduleSpecifier }) => moduleSpecifier.getText().slice(1, -1) === specifier,
      );
    })
  );
}
