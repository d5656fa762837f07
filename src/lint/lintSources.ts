import { analyse, type AnalysisInput, type AnalysisStore } from './analysis.js';
import { applyBaseline, type Baseline, type Fingerprinted, staleFindings } from './baseline.js';
import { type CheckedGroup, checkGroups } from './checkGroups.js';
import { applyDisableComments } from './disable.js';
import { knownRules } from './allRules.js';
import type { Finding } from './finding.js';
import { fingerprintsOf } from './fingerprint.js';
import { sortFindings } from './judge.js';
import { withSeverities, type Severities } from './severities.js';

export interface SourcesToLint extends AnalysisInput {
  readonly severities: Severities;
  /** Files to report on; the others are only followed. */
  readonly isCovered: (path: string) => boolean;
  /** What is known already, such as files that cannot be read. */
  readonly findings: readonly Finding[];
  /** Where to look for what earlier runs have found out. */
  readonly store?: AnalysisStore | undefined;
  readonly baseline?: { readonly path: string; readonly known: Baseline } | undefined;
}

/** What linting has found; plain data. */
export interface LintResult {
  /** Sorted by path and place. */
  readonly findings: readonly Fingerprinted[];
  /** Where workflows are served. */
  readonly workflows: readonly { readonly path: string; readonly line: number }[];
  /** Workflows of three layers. */
  readonly groups: readonly CheckedGroup[];
  /** Findings that comments have switched off. */
  readonly disabled: number;
  /** Findings that the baseline knows. */
  readonly baselined: number;
}

/** Lints texts, wherever they are from. Throws LINT_RULE_UNKNOWN; never for bad code. */
export async function lintSources(sources: SourcesToLint): Promise<LintResult> {
  const { files, severities, isCovered, baseline } = sources;
  const analysis = await analyse(sources, sources.store);
  const { findings, hidden } = applyDisableComments(
    [...analysis.findings, ...sources.findings],
    analysis.comments,
    knownRules,
  );
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const covered = findings.filter(({ path }) => isCovered(path));
  const all = fingerprintsOf(withSeverities(covered, severities, knownRules), (path) =>
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
    workflows: analysis.workflows.filter(({ path }) => isCovered(path)),
    groups: checkGroups(
      analysis.groups.filter((group) => group.files.some(isCovered)),
      findings,
      severities,
    ),
    disabled: hidden.filter(({ path }) => isCovered(path)).length,
    baselined: compared.count,
  };
}
