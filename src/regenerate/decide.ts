import type { Formatter } from '../format/formatter.js';
import type { PlannedFile } from '../generate/planned-file.js';
import { withLineFeeds } from '../generate/compare.js';
import { sha256 } from '../shared/sha256.js';
import {
  type FileState,
  isUnresolved,
  isUntouched,
  type RecordedState,
  sidesOf,
} from './fileState.js';
import {
  aboutPlanned,
  agree,
  type Decision,
  facts,
  type RecordStep,
  unchanged,
  written,
} from './decision.js';
import { formattedOrRaw, mergeFile } from './mergeFile.js';
import { undecidedReviews } from './migrations/undecided.js';
import type { ConflictStyle, RegeneratedFile } from './outcome.js';
import { inShape, plainText, shapeOf } from '../shared/textShape.js';
import { withStubs } from './yours.js';

export interface DecideOptions {
  readonly format: Formatter;
  /** Bring back what a person has deleted. */
  readonly restore: boolean;
  readonly conflict: ConflictStyle;
  /** Leave alone what belongs to a person: the templates ask nothing new of it. */
  readonly leavesYours: boolean;
}

/** Decides about one file by what was generated, what has become of it, and what the template writes now. */
export async function decide(state: FileState, options: DecideOptions): Promise<Decision> {
  const { planned, recorded, disk } = state;
  if (planned === undefined) return decideRemoved(state);
  if (isUnresolved(state)) return unresolved(state, planned);
  if (recorded === undefined) return decideAdded(state, planned, options);
  if (disk === undefined) return decideDeleted(state, planned, options);

  const moves = state.path !== planned.path;
  const isSame = plainText(planned.content) === recorded.base;
  if (isSame && !moves && state.migrated === undefined) return unchanged(state, planned);
  const isLeft = planned.owner === 'yours' && options.leavesYours;
  const isMigrated = state.migrated !== undefined;
  if (isUntouched(state) && (isMigrated || !isLeft))
    return decideUntouched(state, planned, options);
  if (isLeft) return decideLeft(state, planned, options);
  return decideEdited(state, planned, recorded, options);
}

function decideRemoved(state: FileState): Decision {
  const { recorded, disk, path } = state;
  const about = { ...facts(state), owner: 'managed', scope: 'workflow', path } as const;
  if (disk !== undefined && !isUntouched(state)) {
    return {
      file: { ...about, outcome: 'kept-edited', isEdited: true, content: disk },
      record: { kind: recorded === undefined ? 'forget' : 'keep' },
    };
  }
  return { file: { ...about, outcome: 'removed', isEdited: false }, record: { kind: 'forget' } };
}

function unresolved(state: FileState, planned: PlannedFile): Decision {
  const beside = state.recorded?.waitsBeside;
  return {
    file: {
      ...facts(state),
      ...aboutPlanned(planned),
      path: state.path,
      outcome: 'conflict',
      isEdited: true,
      ...(state.disk !== undefined && { content: state.disk }),
      conflict: { left: 'unresolved', places: 0, ...(beside !== undefined && { beside }) },
    },
    record: { kind: 'keep' },
  };
}

async function decideAdded(
  state: FileState,
  planned: PlannedFile,
  options: DecideOptions,
): Promise<Decision> {
  const content = await options.format(planned.path, planned.content);
  const record = agree(planned, content);
  const { disk } = state;
  if (disk === undefined) return written(state, planned, { outcome: 'added', content, record });
  if (withLineFeeds(disk) === withLineFeeds(content)) {
    return written(state, planned, { outcome: 'unchanged', content: disk, record });
  }
  return decideEdited(state, planned, undefined, options);
}

async function decideDeleted(
  state: FileState,
  planned: PlannedFile,
  { restore, format }: DecideOptions,
): Promise<Decision> {
  if (!restore) {
    return {
      file: {
        ...facts(state),
        ...aboutPlanned(planned),
        outcome: 'kept-deleted',
        isEdited: true,
      },
      record: { kind: 'keep' },
    };
  }
  const content = await format(planned.path, planned.content);
  return written(state, planned, {
    outcome: 'restored',
    content,
    record: agree(planned, content),
  });
}

/** Nothing of the template is merged into it. What migrations make of it, and of its base, is what they are from now on. */
async function decideLeft(
  state: FileState,
  planned: PlannedFile,
  { format }: DecideOptions,
): Promise<Decision> {
  const { disk = '', migrated } = state;
  const moves = state.path !== planned.path;
  if (migrated === undefined) {
    const record: RecordStep = { kind: 'move', planned };
    return moves
      ? written(state, planned, { outcome: 'renamed', content: disk, record })
      : unchanged(state, planned);
  }
  const text = await formattedOrRaw(format, planned.path, migrated.yours);
  const base = await formattedOrRaw(format, planned.path, migrated.base);
  const reviews = undecidedReviews(migrated, text);
  const done = written(state, planned, {
    outcome: reviews.length > 0 ? 'needs-review' : moves ? 'renamed' : 'merged',
    content: inShape(text, shapeOf(disk)),
    record: agree({ ...planned, content: migrated.base }, base),
  });
  return { ...done, file: { ...done.file, reviews } };
}

async function decideUntouched(
  state: FileState,
  planned: PlannedFile,
  { format }: DecideOptions,
): Promise<Decision> {
  const formatted = await format(planned.path, planned.content);
  const content = inShape(plainText(formatted), shapeOf(state.disk ?? formatted));
  const isChanged = content !== state.disk;
  const moves = state.path !== planned.path;
  return written(state, planned, {
    outcome: moves ? 'renamed' : isChanged ? 'updated' : 'unchanged',
    content,
    record: agree(planned, formatted),
  });
}

async function decideEdited(
  state: FileState,
  planned: PlannedFile,
  recorded: RecordedState | undefined,
  { format, conflict }: DecideOptions,
): Promise<Decision> {
  const { disk = '' } = state;
  const formatted = await format(planned.path, planned.content);
  const sides = sidesOf(state, planned);
  const preference = conflict === 'separate' ? 'markers' : conflict;
  const merged = await mergeFile(format, planned.path, sides, preference);
  const stubbed = await withStubs({ planned, base: sides.base, merged });
  const { text, conflicts, stubs } = stubbed;
  const reviews = [...stubbed.reviews, ...undecidedReviews(state.migrated, text)];
  if (conflicts > 0 && (conflict === 'markers' || conflict === 'separate')) {
    return conflicting(state, planned, { recorded, formatted, text, conflicts, style: conflict });
  }
  const isSaid = text === merged.yours && state.migrated === undefined;
  const content = isSaid ? disk : inShape(text, shapeOf(disk));
  const outcome = outcomeOf({ conflicts, reviews, isSaid, moves: state.path !== planned.path });
  const { migrated } = state;
  const record: RecordStep = { ...agree(planned, formatted), merged: { recorded, migrated } };
  const done = written(state, planned, { outcome, content, record });
  return {
    ...done,
    file: {
      ...done.file,
      isEdited: true,
      reviews,
      stubs,
      ...(conflicts > 0 && { conflict: { left: conflict, places: conflicts } }),
    },
  };
}

function outcomeOf(merged: {
  conflicts: number;
  reviews: readonly unknown[];
  /** The person's file says all of it already. */
  isSaid: boolean;
  moves: boolean;
}): RegeneratedFile['outcome'] {
  if (merged.conflicts > 0) return 'conflict';
  if (merged.reviews.length > 0) return 'needs-review';
  if (merged.moves) return 'renamed';
  return merged.isSaid ? 'unchanged' : 'merged';
}

/** Neither side is lost, and the record does not say that they are one. */
function conflicting(
  state: FileState,
  planned: PlannedFile,
  found: {
    readonly recorded: RecordedState | undefined;
    readonly formatted: string;
    readonly text: string;
    readonly conflicts: number;
    readonly style: 'markers' | 'separate';
  },
): Decision {
  const { disk = '' } = state;
  const beside = found.style === 'separate' ? besideOf(planned.path) : undefined;
  const marked = inShape(found.text, shapeOf(disk));
  const { file } = written(state, planned, {
    outcome: 'conflict',
    content: beside === undefined ? marked : disk,
    record: { kind: 'keep' },
  });
  return {
    file: {
      ...file,
      isEdited: true,
      conflict: {
        left: found.style,
        places: found.conflicts,
        ...(beside !== undefined && { beside, besideContent: found.formatted }),
      },
    },
    record: {
      kind: 'conflict',
      planned,
      recorded: found.recorded,
      sha256: sha256(found.formatted),
      yours: sha256(disk),
      beside,
      migrated: state.migrated,
    },
  };
}

/** `route.template.ts` is no route, and no test is found by it. */
function besideOf(path: string): string {
  return `${path}.template`;
}
