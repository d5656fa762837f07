import type { Colors } from 'picocolors/types.js';
import type { FileToRemove, Removal } from '../regenerate/remove.js';
import { treeText } from './tree.js';

export interface RemovalReport {
  readonly removal: Removal;
  /** False for a preview. */
  readonly written: boolean;
}

/** What went and what stayed, and why it stayed. */
export function removalText({ removal, written }: RemovalReport, colours: Colors): string {
  const { workflow, files } = removal;
  const tree = treeText(
    files.map((file) => ({ path: file.path, remark: remarkOf(file, colours) })),
  );
  if (!written) return `${tree}\nnothing was written\n`;
  const edited = files.filter(({ fate }) => fate === 'edited');
  return [
    `${tree}\n${colours.green('done')} ${workflow} is removed; \`trifold undo\` brings it back\n`,
    ...edited.map(({ path }) => `${colours.yellow('note')} ${path} was edited and stays\n`),
    ...(edited.length > 0 ? ['     delete it yourself, or undo and remove with --force\n'] : []),
  ].join('');
}

/** The one JSON document of `remove`. */
export function removalJson({ removal, written }: RemovalReport) {
  return {
    workflow: removal.workflow,
    written,
    files: removal.files.map(({ id, path, scope, fate, neededBy }) => ({
      id,
      path,
      scope,
      fate,
      neededBy,
    })),
    records: removal.records,
  };
}

function remarkOf({ fate, neededBy }: FileToRemove, colours: Colors): string {
  switch (fate) {
    case 'removed':
      return colours.red('removed');
    case 'edited':
      return colours.yellow('kept, it was edited');
    case 'needed':
      return colours.dim(`kept for ${listOf(neededBy)}`);
    case 'missing':
      return colours.dim('gone already');
  }
}

function listOf(names: readonly string[]): string {
  const [first = '', ...others] = names;
  return others.length === 0 ? first : `${first} and ${String(others.length)} more`;
}
