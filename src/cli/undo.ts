import pc from 'picocolors';
import { z } from 'zod';
import { recover } from '../host/locked.js';
import { planUndo, undo } from '../host/undo.js';
import { undoDiff, undoJson, undoText, type UndoReport } from '../report/undo.js';
import { toJsonText } from '../shared/json.js';
import { projectToWorkIn } from './host.js';
import type { Io } from './io.js';
import type { Register } from './register.js';

const undoFlags = z.object({
  cwd: z.string().optional(),
  dryRun: z.boolean().default(false),
  diff: z.boolean().default(false),
  force: z.boolean().default(false),
  json: z.boolean().default(false),
});

type UndoFlags = z.output<typeof undoFlags>;

const EXAMPLES = `
Examples:
  trifold undo --diff    see what would come back
  trifold undo           take back the last gen, regenerate, remove, migrate, eject or adopt
  trifold undo           once more: do it again

Stops when a file has changed after that command; --force undoes it all the same, and a second undo brings the change back.`;

export const register: Register = (command, io, exit) => {
  command
    .option('--cwd <dir>', 'work in the project of this folder')
    .option('--dry-run', 'show which files would change, write nothing')
    .option('--diff', 'show the changes as a diff, write nothing')
    .option('--force', 'also undo files that have changed since')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (options: Record<string, unknown>) => {
      exit(await undoCommand(undoFlags.parse(options), io));
    });
};

/** Answers 1 for a preview of an undo that would stop. */
async function undoCommand(flags: UndoFlags, io: Io): Promise<number> {
  const project = await projectToWorkIn(io.cwd, flags.cwd);
  const isPreview = flags.dryRun || flags.diff;
  if (isPreview) await recover(project, { command: 'undo' });
  const done = isPreview ? await planUndo(project) : await undo(project, flags);
  const report = { undo: done, written: !isPreview };
  io.out(flags.json ? toJsonText(undoJson(report)) : textOf(report, flags, io));
  const wouldStop = isPreview && !flags.force && done.files.some((file) => file.isChangedSince);
  return wouldStop ? 1 : 0;
}

function textOf(report: UndoReport, { diff }: UndoFlags, io: Io): string {
  const colours = pc.createColors(io.colour.out);
  return diff ? undoDiff(report, colours) : undoText(report, colours);
}
