import { importAliases } from '../host/importAliases.js';
import { specifiersIn } from '../host/moduleSpecifiers.js';
import type { Project } from '../host/project.js';
import { readSources } from '../host/readSources.js';
import { walkSources } from '../host/walkSources.js';
import { goneFiles } from './goneFiles.js';
import type { BrokenImport, RegeneratedFile } from './outcome.js';

/**
 * Imports of files that move or are removed, in files that none of the workflows has: they are a person's own, and are not
 * changed.
 */
export async function brokenImports(
  project: Project,
  files: readonly RegeneratedFile[],
): Promise<readonly BrokenImport[]> {
  const gone = goneFiles(files.map((file) => ({ file })));
  if (gone.size === 0) return [];
  const { resolveImport } = await import('../code/follow/resolve.js');
  const ours = new Set(files.flatMap(({ path, from = path }) => [path, from]));
  const walked = walkSources(project);
  const aliases = importAliases(project, walked);
  const paths = new Set([...walked.sources, ...gone.keys()]);
  return readSources(project, walked)
    .files.filter(({ path }) => !ours.has(path))
    .flatMap(({ path, text }) =>
      [...specifiersIn(text)].flatMap((specifier): BrokenImport[] => {
        const was = resolveImport(paths, aliases, path, specifier);
        if (was === undefined || !gone.has(was)) return [];
        const line = text.slice(0, text.search(quoted(specifier))).split('\n').length;
        return [{ path, line, specifier, was, now: gone.get(was) }];
      }),
    );
}

function quoted(specifier: string): RegExp {
  return new RegExp(`['"\`]${specifier.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}['"\`]`);
}
