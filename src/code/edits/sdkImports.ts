import { ts } from '../typescript.js';
import { bindingOf } from './bindings.js';
import { bare } from './nodes.js';
import type { Place, EditedSources } from './editedSources.js';

/**
 * The name under which the SDK (`@upstash/workflow` and what is below it, or `@upstash/qstash`) exports what an expression
 * names, also through re-exports of the project: `serve` for `import { serve as wf } from '@/lib/workflow'`.
 */
export function sdkNameOf(sources: EditedSources, { path, node }: Place): string | undefined {
  const name = bare(node);
  if (ts.isPropertyAccessExpression(name) && ts.isIdentifier(name.expression)) {
    const whole = bindingOf(name.expression);
    const isModule = whole.kind === 'import' && whole.imported === '*';
    return isModule ? exportedBySdk(sources, path, whole.specifier, name.name.text) : undefined;
  }
  return ts.isIdentifier(name) ? namedBySdk(sources, path, name) : undefined;
}

function namedBySdk(
  sources: EditedSources,
  path: string,
  name: ts.Identifier,
  depth = 0,
): string | undefined {
  const binding = bindingOf(name);
  if (binding.kind === 'import') {
    return exportedBySdk(sources, path, binding.specifier, binding.imported, depth);
  }
  const isAlias = binding.kind === 'const' && ts.isIdentifier(binding.value) && depth < 5;
  return isAlias ? namedBySdk(sources, path, binding.value, depth + 1) : undefined;
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
    const found =
      exportClause && ts.isNamedExports(exportClause)
        ? exportClause.elements.find((each) => each.name.text === name)
        : undefined;
    if (exportClause && !found) continue;
    const local = found?.propertyName ?? found?.name;
    const meant =
      moduleSpecifier && ts.isStringLiteral(moduleSpecifier)
        ? exportedBySdk(sources, target, moduleSpecifier.text, local?.text ?? name, depth + 1)
        : local && ts.isIdentifier(local)
          ? namedBySdk(sources, target, local, depth + 1)
          : undefined;
    if (meant !== undefined) return meant;
  }
  return undefined;
}
