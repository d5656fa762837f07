/** How many files are read before everything known about them is dropped, but for their facts. */
const BATCH = 60;

/**
 * The files in groups that are read together. Files follow the one that imports them first, so that most of what a file
 * needs is in its own group; what many share is read once a group.
 */
export function batchesOf(
  paths: Iterable<string>,
  targetsOf: (path: string) => readonly string[],
): string[][] {
  const wanted = new Set(paths);
  const ordered = new Set<string>();
  for (const path of [...wanted].sort()) {
    if (isImporter(path)) add(path);
  }
  for (const path of wanted) ordered.add(path);
  return chunks([...ordered], BATCH);

  function isImporter(path: string): boolean {
    return targetsOf(path).some((target) => wanted.has(target));
  }
  function add(path: string): void {
    ordered.add(path);
    for (const target of targetsOf(path)) if (wanted.has(target)) ordered.add(target);
  }
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
