import { generateError } from './errors.js';
import { FILE_LIST } from './fileList.js';
import type { PlannedFile } from './planned-file.js';

/** @throws TrifoldError GEN_PATH_TWICE */
export function refuseSamePath(planned: readonly PlannedFile[]): void {
  const seen = new Set<string>();
  for (const { path, scope } of planned) {
    if (seen.has(path)) {
      throw generateError('GEN_PATH_TWICE', `${path} would be written twice`, {
        why:
          scope === 'cloud'
            ? 'the re-export has the same path as the route itself'
            : 'two files of the plan have this path',
        fix:
          scope === 'cloud'
            ? 'run `trifold gen cloud-reexport` in the cloud repository, or give its folder with --cloud-root'
            : `give one of them another path in ${FILE_LIST}.hbs`,
      });
    }
    seen.add(path);
  }
}
