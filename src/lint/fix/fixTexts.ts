import { lintError } from '../errors.js';
import type { LintResult } from '../lintSources.js';
import { applyEdits, compatible } from './applyEdits.js';

export interface FixTexts {
  /** Lints with these texts in the place of what is on the disk. */
  readonly lint: (texts: ReadonlyMap<string, string>) => Promise<LintResult>;
  /** The text on the disk. */
  readonly read: (path: string) => string;
  /** What a changed text becomes in the end: formatted. */
  readonly finish: (path: string, before: string, after: string) => Promise<string>;
}

export interface FixedTexts {
  /** Changed texts by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** Findings that were fixed. */
  readonly count: number;
  /** What is left. */
  readonly result: LintResult;
}

/** One fix may make room for another one that overlapped; more rounds than this mean that two fixes undo each other. */
const MAX_ROUNDS = 10;

/**
 * Makes the edits of findings until none is left, and lints again after each round.
 * Throws LINT_FIX_BROKE when a fix leaves code that cannot be parsed, or fixes never end; nothing is written by then.
 */
export async function fixTexts({ lint, read, finish }: FixTexts): Promise<FixedTexts> {
  const texts = new Map<string, string>();
  let result = await lint(texts);
  let count = 0;
  for (let round = 1; ; round++) {
    const fixable = compatible(result.findings);
    if (fixable.length === 0) break;
    if (round > MAX_ROUNDS) throw broke('the same places are changed again and again');
    count += fixable.length;
    const edits = fixable.flatMap((finding) => finding.edits ?? []);
    for (const path of new Set(edits.map((edit) => edit.path))) {
      const own = edits.filter((edit) => edit.path === path);
      texts.set(path, applyEdits(texts.get(path) ?? read(path), own));
    }
    result = await lint(texts);
  }
  if (texts.size === 0) return { texts, count, result };
  assertParsed(result, texts);
  for (const [path, text] of texts) texts.set(path, await finish(path, read(path), text));
  return { texts, count, result: await lint(texts) };
}

/** A file that could not be parsed before has no facts, and so no edits. */
function assertParsed({ findings }: LintResult, texts: ReadonlyMap<string, string>): void {
  const broken = findings.find(({ rule, path }) => rule === 'syntax' && texts.has(path));
  if (broken)
    throw broke(`${broken.path}:${broken.line} could not be parsed any more: ${broken.message}`);
}

function broke(why: string) {
  return lintError('LINT_FIX_BROKE', 'the fixes do not work; nothing was written', {
    why,
    fix: 'fix by hand what is reported, and report this to Trifold',
  });
}
