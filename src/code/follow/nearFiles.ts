import type { SourceText } from './project.js';

const SDK = '@upstash/workflow';

/** How far files that serve may be from the file that mentions the SDK. */
const MAX_DISTANCE = 4;

/**
 * The files in which a workflow may be served or helped, judged by their text alone: those that mention the SDK or
 * re-export such a file, those that import one of them, and, further on, those that import these and look like a route.
 */
export function nearFiles(
  sources: readonly SourceText[],
  resolve: (from: string, specifier: string) => string | undefined,
): ReadonlySet<string> {
  const near = new Set(sources.filter(({ text }) => text.includes(SDK)).map(({ path }) => path));
  if (near.size === 0) return near;
  const targets = new Map(
    sources.map(({ path, text }) => [path, memo(() => targetsIn(path, text, resolve))]),
  );
  const add = (isAsked: (source: SourceText) => boolean): boolean => {
    const found = sources.filter(
      (source) =>
        !near.has(source.path) &&
        isAsked(source) &&
        (targets.get(source.path)?.() ?? []).some((target) => near.has(target)),
    );
    for (const { path } of found) near.add(path);
    return found.length > 0;
  };
  while (add(({ text }) => reExport.test(text))) continue;
  add(() => true);
  for (let distance = 2; distance < MAX_DISTANCE; distance++) {
    if (!add(({ text }) => servesRequests.test(text))) break;
  }
  return near;
}

const reExport = /\bexport\s*(?:type\s*)?(?:\*|\{[^}]*\}\s*from\b)/;
const servesRequests = /\bPOST\b|\.(?:post|use|all|route)\(/;
const specifiers = /\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g;

/** The files that a text imports or re-exports from, as far as they are given. */
export function targetsIn(
  path: string,
  text: string,
  resolve: (from: string, specifier: string) => string | undefined,
): string[] {
  const found = [...text.matchAll(specifiers)].flatMap(([, from, imported]) => {
    const target = resolve(path, from ?? imported ?? '');
    return target ?? [];
  });
  return [...new Set(found)];
}

function memo<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
