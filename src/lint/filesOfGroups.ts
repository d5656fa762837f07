import type { WorkflowGroup } from '../code/facts/conventionFacts.js';

/**
 * The files of each workflow: its routes, its class, and whatever is beside them in folders that no other workflow has
 * files in.
 */
export function filesOfGroups(
  groups: readonly WorkflowGroup[],
  paths: readonly string[],
): string[][] {
  const own = groups.map(({ routes, class: owner }) => [
    ...routes.map(({ path }) => path),
    ...(owner === undefined ? [] : [owner.at.path]),
  ]);
  const owners = new Map<string, Set<number>>();
  own.forEach((files, group) => {
    for (const folder of files.map(folderOf))
      owners.set(folder, (owners.get(folder) ?? new Set()).add(group));
  });
  const all = own.map((files) => new Set(files));
  for (const path of paths) {
    const [group, ...others] = owners.get(folderOf(path)) ?? [];
    if (group !== undefined && others.length === 0) all[group]?.add(path);
  }
  return all.map((files) => [...files]);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
