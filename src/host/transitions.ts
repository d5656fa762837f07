import { inParallel } from '../shared/inParallel.js';
import type { Change, FileState, Transition } from './change.js';
import { changedMeanwhile, hostError } from './errors.js';
import { lookAt } from './fileState.js';
import { AT_ONCE } from './journal.js';
import { isRecordPath, normalisePath } from './paths.js';
import type { Project } from './project.js';

type Move = Extract<Change, { kind: 'move' }>;

interface Draft {
  readonly path: string;
  readonly before: FileState | undefined;
  after: FileState | undefined;
  written: boolean;
}

/**
 * What the changes, one after the other, come to for each file; moves in a row are made at once. Files that stay as they
 * are are left out. Nothing is written.
 * Throws HOST_PATH_OUTSIDE, HOST_NOT_A_FILE, HOST_FILE_MISSING, HOST_TARGET_EXISTS, HOST_PATH_TWICE, HOST_CHANGED_MEANWHILE.
 */
export async function toTransitions(
  project: Project,
  changes: readonly Change[],
): Promise<Transition[]> {
  const looks = await lookAll(project, changes);
  const drafts = new Map<string, Draft>();
  const draftOf = (given: string): Draft => {
    const path = normalisePath(given);
    const known = looks.get(path);
    if (known === undefined) throw new Error(`nobody has looked at ${path}`);
    const { absolute, before } = known;
    // By absolute path, since a linked folder gives one file two names.
    const draft = drafts.get(absolute) ?? { path, before, after: before, written: false };
    drafts.set(absolute, draft);
    return draft;
  };
  for (const [index, change] of changes.entries()) {
    refuseUnseen(draftOf(change.kind === 'move' ? change.from : change.path), change.seen);
    if (change.kind === 'delete') draftOf(change.path).after = undefined;
    else if (change.kind === 'write') write(draftOf(change.path), change);
    else if (changes[index - 1]?.kind !== 'move') moveAll(movesFrom(changes, index), draftOf);
  }
  return [...drafts.values()].filter(isChanged).sort(byTurn);
}

/** The disk is asked about many files at a time: there may be thousands. */
async function lookAll(project: Project, changes: readonly Change[]) {
  const looks = new Map<string, Awaited<ReturnType<typeof look>>>();
  const paths = changes.flatMap((change) =>
    change.kind === 'move' ? [change.from, change.to] : [change.path],
  );
  await inParallel([...new Set(paths.map(normalisePath))], AT_ONCE, async (path) => {
    looks.set(path, await look(project, path));
  });
  return looks;
}

async function look(
  project: Project,
  path: string,
): Promise<{ absolute: string; before: FileState | undefined }> {
  const { absolute, state } = await lookAt(project, path);
  if (state !== 'folder' && state !== 'other') return { absolute, before: state };
  throw hostError('HOST_NOT_A_FILE', `${path} is not a plain file`, {
    why: state === 'folder' ? 'a folder is there' : 'a symbolic link is there',
    fix: 'move it away, or choose another name',
  });
}

function refuseUnseen({ path, before }: Draft, seen: Change['seen']): void {
  if (seen === undefined) return;
  const isSeen =
    before === undefined || seen === null
      ? before === undefined && seen === null
      : Buffer.from(before.content).toString('utf8') === seen;
  if (!isSeen) throw changedMeanwhile(path);
}

function write(draft: Draft, { content, mode }: Extract<Change, { kind: 'write' }>): void {
  if (draft.written) {
    throw hostError('HOST_PATH_TWICE', `${draft.path} would be written twice`, {
      why: 'two generated files have the same path',
      fix: 'give the folders of routes and of classes different paths',
    });
  }
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  draft.after = { content: bytes, mode: mode ?? draft.after?.mode };
  draft.written = true;
}

/** The moves that follow one another in a list. */
function movesFrom(changes: readonly Change[], start: number): Move[] {
  const rest = changes.slice(start);
  const end = rest.findIndex(({ kind }) => kind !== 'move');
  return rest.slice(0, end === -1 ? undefined : end).filter((change) => change.kind === 'move');
}

/** All are taken up before the first is put down, so that files may change places. */
function moveAll(moves: readonly Move[], draftOf: (path: string) => Draft): void {
  const taken = moves
    .map(({ from, to }) => ({ from: draftOf(from), to: draftOf(to) }))
    .filter(({ from, to }) => from !== to)
    .map(({ from, to }) => ({ to, from, state: takeUp(from, to) }));
  for (const { from, to, state } of taken) putDown(to, from, state);
}

function takeUp(from: Draft, to: Draft): FileState {
  const { after } = from;
  if (after === undefined) {
    throw hostError('HOST_FILE_MISSING', `${from.path} is not there to be moved`, {
      why: `it should become ${to.path}`,
      fix: 'restore it from version control, or generate again',
    });
  }
  from.after = undefined;
  return after;
}

function putDown(to: Draft, from: Draft, state: FileState): void {
  if (to.after !== undefined) {
    throw hostError('HOST_TARGET_EXISTS', `${to.path} already exists`, {
      why: `${from.path} should be moved there`,
      fix: 'move the file at the new place away first',
    });
  }
  to.after = state;
}

function isChanged({ before, after }: Draft): boolean {
  if (before === undefined || after === undefined) return before !== after;
  return before.mode !== after.mode || Buffer.compare(before.content, after.content) !== 0;
}

/** Removals make room first; records come last, a record being what says that the rest is there. */
function byTurn(a: Draft, b: Draft): number {
  return turnOf(a) - turnOf(b);
}

function turnOf({ path, after }: Draft): number {
  if (after === undefined) return 0;
  if (!isRecordPath(path)) return 1;
  return path.endsWith('/record.json') ? 3 : 2;
}
