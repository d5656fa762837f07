import type { ImportAlias } from './importAlias.js';
import { packageAliases } from './packageAliases.js';
import type { Project } from './project.js';
import { tsconfigAliases } from './tsconfigAliases.js';
import type { WalkedSources } from './walkSources.js';

/** What imports mean that are not relative: by the tsconfigs of a project, and by its packages. The first that leads to a file counts. */
export function importAliases(
  project: Pick<Project, 'root'>,
  { tsconfigs, manifests }: Pick<WalkedSources, 'tsconfigs' | 'manifests'>,
): ImportAlias[] {
  return [...tsconfigAliases(project, tsconfigs), ...packageAliases(project, manifests)];
}
