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
        return [{ path, line: lineOf(text, specifier), specifier, was, now: gone.get(was) }];
      }),
    );
}

/** The first line that has it in quotes. */
function lineOf(text: string, specifier: string): number {
  const spellings = [`'${specifier}'`, `"${specifier}"`, `\`${specifier}\``];
  const lines = text.split('\n');
  return lines.findIndex((line) => spellings.some((each) => line.includes(each))) + 1;
}
