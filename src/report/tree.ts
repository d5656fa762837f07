/** A file in a tree, with a remark shown after its name. */
export interface TreeEntry {
  /** With forward slashes. */
  readonly path: string;
  readonly remark: string;
}

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly files: Map<string, string>;
}

/** Files as a tree; folders with a single child share its line. */
export function treeText(entries: readonly TreeEntry[]): string {
  const root = newFolder();
  for (const { path, remark } of entries) insert(root, path.split('/'), remark);
  return linesOf(root, '')
    .map((line) => `${line}\n`)
    .join('');
}

function linesOf(folder: Folder, indent: string): string[] {
  const folders = [...folder.folders].map(([name, child]) => collapse(name, child));
  return [
    ...folders.flatMap(({ name, child }) => [
      `${indent}${name}/`,
      ...linesOf(child, `${indent}  `),
    ]),
    ...[...folder.files].map(([name, remark]) => `${indent}${name}  ${remark}`),
  ];
}

function collapse(name: string, child: Folder): { name: string; child: Folder } {
  const [only, ...others] = child.folders;
  if (only === undefined || others.length > 0 || child.files.size > 0) return { name, child };
  return collapse(`${name}/${only[0]}`, only[1]);
}

function insert(folder: Folder, segments: readonly string[], remark: string): void {
  const [first, ...rest] = segments;
  if (first === undefined) return;
  if (rest.length === 0) {
    folder.files.set(first, remark);
    return;
  }
  const child = folder.folders.get(first) ?? newFolder();
  folder.folders.set(first, child);
  insert(child, rest, remark);
}

function newFolder(): Folder {
  return { folders: new Map(), files: new Map() };
}
