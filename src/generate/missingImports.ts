import { posix } from 'node:path';
import { moduleAt, specifiersIn, withoutExtension } from '../host/moduleSpecifiers.js';
import type { WorkflowSpec } from '../spec/workflow.js';
import { generateError } from './errors.js';
import { FILE_LIST } from './fileList.js';
import type { PlannedFile } from './planned-file.js';

/**
 * Sees to it that planned files import, from where planned files are, only what is planned or there: a team may take
 * templates away, and give files other paths.
 *
 * @param isThere whether the project has a module that is not planned, by its path without an extension
 * @throws TrifoldError GEN_IMPORT_MISSING
 */
export function refuseMissingImports(
  planned: readonly PlannedFile[],
  { alias, database }: Pick<WorkflowSpec, 'alias' | 'database'>,
  isThere: (module: string) => boolean,
): void {
  const modules = new Set(planned.map(({ path }) => withoutExtension(path)));
  const folders = new Set([...modules].map((module) => posix.dirname(module)));
  const missing = planned.flatMap(({ id, path, content }) =>
    [...specifiersIn(content)]
      .filter((specifier) => {
        if (specifier === database?.import) return false;
        const module = moduleAt(path, specifier, alias);
        const isNear = specifier.startsWith('.') || folders.has(posix.dirname(module));
        return isNear && !modules.has(module) && !isThere(module);
      })
      .map((specifier) => ({ id, path, specifier })),
  );
  const [first, ...others] = missing;
  if (first === undefined) return;
  const more = others.map(({ path, specifier }) => `\n  and ${path} ${specifier}`).join('');
  throw generateError(
    'GEN_IMPORT_MISSING',
    `${first.path} would import ${first.specifier}, which is not there${more}`,
    {
      why: 'no template writes it: its entry or its text is gone, or it has another path now',
      fix: `take the import out of the template of ${JSON.stringify(first.id)}, or correct ${FILE_LIST}.hbs`,
    },
  );
}
