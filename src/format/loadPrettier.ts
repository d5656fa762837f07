import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as prettier from 'prettier';

export type Prettier = typeof prettier;

/** The project's own Prettier from version 3 on, so that our output is what its `prettier --check` wants; else ours. */
export async function loadPrettier(root: string): Promise<Prettier> {
  return (await loadOwn(root)) ?? (await import('prettier'));
}

async function loadOwn(root: string): Promise<Prettier | undefined> {
  const entry = resolveFrom(join(root, 'package.json'), 'prettier');
  if (entry === undefined) return undefined;
  const module: unknown = await import(pathToFileURL(entry).href);
  return unwrap(module);
}

/** Where `name` resolves to for the file `from`; undefined when it is not installed. */
export function resolveFrom(from: string, name: string): string | undefined {
  try {
    return createRequire(from).resolve(name);
  } catch {
    return undefined;
  }
}

/** Prettier's main entry is CommonJS: what we need is on the namespace or on its default export. */
function unwrap(module: unknown): Prettier | undefined {
  if (isPrettier3(module)) return module;
  if (typeof module !== 'object' || module === null || !('default' in module)) return undefined;
  return isPrettier3(module.default) ? module.default : undefined;
}

function isPrettier3(module: unknown): module is Prettier {
  return (
    typeof module === 'object' &&
    module !== null &&
    'format' in module &&
    'resolveConfig' in module &&
    'getFileInfo' in module &&
    'version' in module &&
    typeof module.version === 'string' &&
    Number.parseInt(module.version, 10) >= 3
  );
}
