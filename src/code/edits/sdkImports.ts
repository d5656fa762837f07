import { ts } from '../typescript.js';
import { bindingOf } from './constants.js';
import { bare } from './nodes.js';
import type { Place, EditedSources } from './editedSources.js';

/**
 * The name under which the SDK (`@upstash/workflow` and what is below it, or `@upstash/qstash`) exports what an expression
 * names, also through re-exports of the project: `serve` for `import { serve as wf } from '@/lib/workflow'`.
 */
export function sdkNameOf(sources: EditedSources, { path, node }: Place): string | undefined {
  const name = bare(node);
  if (!ts.isIdentifier(name)) return undefined;
  const binding = bindingOf(name);
  if (binding.kind !== 'import') return undefined;
  return exportedBySdk(sources, path, binding.specifier, binding.imported);
}

function isSdk(specifier: string): boolean {
  return /^@upstash\/(workflow|qstash)(\/|$)/.test(specifier);
}

function exportedBySdk(
  sources: EditedSources,
  from: string,
  specifier: string,
  name: string,
  depth = 0,
): string | undefined {
  if (isSdk(specifier)) return name;
  const target = depth < 5 ? sources.resolve(from, specifier) : undefined;
  if (target === undefined) return undefined;
  for (const statement of sources.tree(target).statements) {
    if (!ts.isExportDeclaration(statement)) continue;
    const { exportClause, moduleSpecifier } = statement;
    if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) continue;
    const found =
      exportClause && ts.isNamedExports(exportClause)
        ? exportClause.elements.find((each) => each.name.text === name)
        : undefined;
    if (exportClause && !found) continue;
    const imported = (found?.propertyName ?? found?.name)?.text ?? name;
    const meant = exportedBySdk(sources, target, moduleSpecifier.text, imported, depth + 1);
    if (meant !== undefined) return meant;
  }
  return undefined;
}

/** Edits that make a file import names from a module; none for names it imports already. */
export function importNames(
  sources: EditedSources,
  path: string,
  specifier: string,
  names: readonly string[],
) {
  const tree = sources.tree(path);
  const declarations = tree.statements.filter(ts.isImportDeclaration);
  const same = declarations.filter(
    ({ moduleSpecifier }) =>
      ts.isStringLiteral(moduleSpecifier) && moduleSpecifier.text === specifier,
  );
  const lists = same.flatMap(({ importClause }) => {
    const bindings = importClause?.namedBindings;
    const isType = importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    return bindings && ts.isNamedImports(bindings) && !isType ? [bindings] : [];
  });
  const known = lists.flatMap(({ elements }) =>
    elements.filter(({ isTypeOnly }) => !isTypeOnly).map(({ name }) => name.text),
  );
  const missing = names.filter((name) => !known.includes(name));
  if (missing.length === 0) return [];
  const last = lists[0]?.elements.at(-1);
  if (last) {
    return [{ path, start: last.getEnd(), end: last.getEnd(), text: `, ${missing.join(', ')}` }];
  }
  const first = declarations[0];
  const at = first ? first.getStart() : tree.getStart();
  return [
    { path, start: at, end: at, text: `import { ${missing.join(', ')} } from '${specifier}';\n` },
  ];
}
