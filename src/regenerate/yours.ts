import type { PlannedFile } from '../generate/planned-file.js';
import { specifiersIn } from '../host/moduleSpecifiers.js';
import type { FileState } from './fileState.js';
import type { FormattedMerge } from './mergeFile.js';
import type { Review } from './outcome.js';
import { plainText } from '../shared/textShape.js';

/** What a merge of one file has come to, its stubs included. */
export interface StubbedMerge {
  readonly text: string;
  readonly conflicts: number;
  readonly reviews: readonly Review[];
  readonly stubs: readonly string[];
}

/**
 * Whether the templates ask no more and nothing else of a person's own files than they did: the same operations with the
 * same signatures, the same files beside them to import from. Then those files are left alone, whatever the templates say in bodies and comments. They go together,
 * as the fixture stands for the operations in the test.
 */
export async function leavesYours(states: readonly FileState[]): Promise<boolean> {
  for (const { planned, recorded, migrated } of states) {
    if (planned?.owner !== 'yours' || recorded === undefined) continue;
    if (plainText(planned.content) === recorded.base) continue;
    if (!(await keepsContract(planned, migrated?.base ?? recorded.base))) return false;
  }
  return true;
}

async function keepsContract({ path, content }: PlannedFile, base: string): Promise<boolean> {
  if (importsOthers(content, base)) return false;
  const { contractOf } = await import('../code/edits/contract.js');
  const before = contractOf(path, base)?.signatures;
  const after = contractOf(path, content)?.signatures;
  if (before === undefined || after === undefined) return false;
  return (
    before.size === after.size &&
    [...after].every(([name, signature]) => before.get(name) === signature)
  );
}

/** Whether a template has come to import other files beside it, as when those have moved. */
function importsOthers(content: string, base: string): boolean {
  const [now, before] = [content, base].map((text) =>
    [...specifiersIn(text)].filter((specifier) => specifier.startsWith('.')).sort(),
  );
  return now?.join('\n') !== before?.join('\n');
}

/**
 * Sees to it that a person's own file has every operation that the template has come to require: what the merge has not
 * brought is appended as the stub that the template writes. When all the template wants is more operations, that settles
 * a conflict, too: nothing of the person's is touched.
 */
export async function withStubs(found: {
  readonly planned: PlannedFile;
  readonly base: string;
  readonly merged: FormattedMerge;
}): Promise<StubbedMerge> {
  const { planned, base, merged } = found;
  const asMerged: StubbedMerge = {
    text: merged.text,
    conflicts: merged.conflicts,
    reviews: merged.isAmbiguous ? [AMBIGUOUS] : [],
    stubs: [],
  };
  if (planned.owner !== 'yours' || base === '') return asMerged;

  const { appendMethods, contractOf } = await import('../code/edits/contract.js');
  const before = contractOf(planned.path, base);
  const after = contractOf(planned.path, planned.content);
  if (before === undefined || after === undefined) return asMerged;
  const required = [...after.methods.keys()].filter((name) => !before.signatures.has(name));
  const onlyAdds = [...before.signatures].every(
    ([name, signature]) => after.signatures.get(name) === signature,
  );
  const hasConflict = merged.conflicts > 0;
  if (hasConflict && !(onlyAdds && required.length > 0)) return asMerged;

  const start = hasConflict || merged.isAmbiguous ? merged.yours : merged.text;
  const there = contractOf(planned.path, start)?.signatures;
  let text: string | undefined = there && start;
  for (const name of required) {
    if (text === undefined || there?.has(name) === true) continue;
    const [objectName = ''] = name.split('.');
    text = appendMethods(planned.path, text, objectName, [after.methods.get(name) ?? '']);
  }
  if (text === undefined) return asMerged;
  return {
    text,
    conflicts: 0,
    reviews: start === merged.yours ? [] : asMerged.reviews,
    stubs: required.filter((name) => there?.has(name) !== true || start === merged.text),
  };
}

const AMBIGUOUS: Review = {
  kind: 'alignment',
  message:
    'lines repeat or have moved, and an edit may have gone to the wrong one of them: compare with the file before',
  line: undefined,
};
