/** `@/x` means `src/x`: prefix `@/`, target `src`. */
export interface Alias {
  prefix: string;
  target: string;
}

const endings = [
  '',
  '.ts',
  '.tsx',
  '.mts',
  '.js',
  '.jsx',
  '.mjs',
  '/index.ts',
  '/index.tsx',
  '/index.js',
];

/** The file among `paths` that an import means, the way bundlers look it up: as written, with an ending, as a folder. */
export function resolveImport(
  paths: { has(path: string): boolean },
  aliases: readonly Alias[],
  from: string,
  specifier: string,
): string | undefined {
  const base = specifier.startsWith('.')
    ? joinPath(from.split('/').slice(0, -1).join('/'), specifier)
    : aliased(aliases, specifier);
  if (base === undefined) return undefined;
  const source = base.replace(/\.([cm]?)js$/, '.$1ts');
  return [...endings.map((ending) => base + ending), source, base.replace(/\.jsx?$/, '.tsx')].find(
    (path) => paths.has(path),
  );
}

function aliased(aliases: readonly Alias[], specifier: string): string | undefined {
  const alias = aliases.find(({ prefix }) => specifier.startsWith(prefix));
  return alias && joinPath(alias.target, specifier.slice(alias.prefix.length));
}

function joinPath(folder: string, relative: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${relative}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
