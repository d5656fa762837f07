import type { FactsCache } from '../code/facts/factsCache.js';
import type { DisableComment } from '../code/facts/disableComments.js';
import type { Alias } from '../code/follow/resolve.js';
import { applyBaseline, type Baseline, type Fingerprinted, staleFindings } from './baseline.js';
import { applyDisableComments } from './disable.js';
import { knownRules } from './allRules.js';
import type { Finding } from './finding.js';
import { fingerprintsOf } from './fingerprint.js';
import { judge, sortFindings } from './judge.js';
import { rules } from './rules/index.js';
import { withSeverities, type Severities } from './severities.js';

export interface SourcesToLint {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly aliases: readonly Alias[];
  /** Functions that end in `serve`, out of sight: `@vendor/x#serveTraced`. */
  readonly wrappers: readonly string[];
  readonly severities: Severities;
  /** Files to report on; the others are only followed. */
  readonly isCovered: (path: string) => boolean;
  /** What is known already, such as files that cannot be read. */
  readonly findings: readonly Finding[];
  readonly baseline?: { readonly path: string; readonly known: Baseline } | undefined;
  /** Facts of earlier runs. */
  readonly cache?: FactsCache | undefined;
}

/** What linting has found; plain data. */
export interface LintResult {
  /** Sorted by path and place. */
  readonly findings: readonly Fingerprinted[];
  /** Where workflows are served. */
  readonly workflows: readonly { readonly path: string; readonly line: number }[];
  /** Findings that comments have switched off. */
  readonly disabled: number;
  /** Findings that the baseline knows. */
  readonly baselined: number;
}

/** Lints texts, wherever they are from. Throws LINT_RULE_UNKNOWN; never for bad code. */
export async function lintSources(sources: SourcesToLint): Promise<LintResult> {
  const { files, aliases, wrappers, severities, isCovered, baseline, cache } = sources;
  const { readProjectFacts } = await import('../code/facts/readProjectFacts.js');
  const facts = await readProjectFacts(files, { aliases, wrappers, cache });
  const judged = [...judge(facts, rules), ...sources.findings].filter(({ path }) =>
    isCovered(path),
  );
  const disabled = applyDisableComments(judged, await commentsIn(sources), knownRules);
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const all = fingerprintsOf(withSeverities(disabled.findings, severities, knownRules), (path) =>
    texts.get(path),
  );
  const compared = applyBaseline(all, baseline?.known ?? { schemaVersion: 1, findings: [] });
  const stale = staleFindings(
    compared.stale.filter(({ path }) => isCovered(path)),
    baseline?.path ?? '',
  );
  return {
    findings: sortFindings([
      ...compared.findings,
      ...fingerprintsOf(withSeverities(stale, severities, knownRules), () => undefined),
    ]),
    workflows: facts.workflows
      .filter(({ kind, at }) => kind === 'served' && isCovered(at.path))
      .map(({ at: { path, line } }) => ({ path, line })),
    disabled: disabled.count,
    baselined: compared.count,
  };
}

async function commentsIn({ files, isCovered }: SourcesToLint): Promise<DisableComment[]> {
  const candidates = files.filter(
    ({ path, text }) => text.includes('trifold-disable') && isCovered(path),
  );
  if (candidates.length === 0) return [];
  const { readDisableComments } = await import('../code/facts/disableComments.js');
  return candidates.flatMap(({ path, text }) => readDisableComments(path, text));
}
