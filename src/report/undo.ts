import type { Colors } from 'picocolors/types.js';
import type { Undo, UndoneFile } from '../host/undo.js';
import { colourDiff, fileDiff } from './diff.js';
import { treeText } from './tree.js';

export interface UndoReport {
  readonly undo: Undo;
  /** False for a preview. */
  readonly written: boolean;
}

/** Which files go back, and what the user may do next. */
export function undoText({ undo, written }: UndoReport, colours: Colors): string {
  const { command, files } = undo;
  if (files.length === 0) {
    return `nothing to do: every file is as before \`trifold ${command}\`\n`;
  }
  const tree = treeText(
    files.map((file) => ({ path: file.path, remark: remarkOf(file, colours) })),
  );
  if (!written) return `${tree}\nnothing was written\n`;
  return `${tree}\n${colours.green('done')} \`trifold ${command}\` is undone; \`trifold undo\` does it again\n`;
}

/** The change of every file as a unified diff. */
export function undoDiff({ undo }: UndoReport, colours: Colors): string {
  return undo.files.map((file) => colourDiff(diffOf(file), colours)).join('');
}

/** The one JSON document of `undo`. */
export function undoJson({ undo, written }: UndoReport) {
  return {
    command: undo.command,
    written,
    files: undo.files.map((file) => ({
      path: file.path,
      action: file.action,
      isChangedSince: file.isChangedSince,
      ...(!written && { diff: diffOf(file) }),
    })),
  };
}

function remarkOf({ action, isChangedSince }: UndoneFile, colours: Colors): string {
  const remark = action === 'removed' ? colours.red(action) : colours.yellow(action);
  return isChangedSince ? `${remark}, has changed since` : remark;
}

function diffOf({ path, before, after }: UndoneFile): string {
  return fileDiff({ path, before: textOf(before), after: textOf(after) });
}

function textOf(state: UndoneFile['before']): string | undefined {
  return state && Buffer.from(state.content).toString('utf8');
}
