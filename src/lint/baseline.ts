import { z } from 'zod';
import { parseJson, toJsonText } from '../shared/json.js';
import { messageOf } from '../shared/nodeErrors.js';
import { lintError } from './errors.js';
import type { Finding } from './finding.js';
import { isOwn, ownFinding } from './own/index.js';

const baselineSchema = z.strictObject({
  schemaVersion: z.literal(1),
  findings: z.array(
    z.strictObject({
      rule: z.string(),
      path: z.string(),
      /** The code of the line, for whoever reads the file. */
      code: z.string(),
      fingerprint: z.string(),
      count: z.int().positive(),
    }),
  ),
});

/** Findings that were there when the linter was adopted. */
export type Baseline = z.output<typeof baselineSchema>;

type Entry = Baseline['findings'][number];

/** Throws LINT_BASELINE_INVALID. */
export function parseBaseline(text: string, path: string): Baseline {
  try {
    return baselineSchema.parse(parseJson(text));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : messageOf(cause);
    throw lintError('LINT_BASELINE_INVALID', `cannot read the baseline ${path}`, {
      why: why.replaceAll('✖ ', ''),
      fix: 'restore it, or write a new one with --update-baseline',
      cause,
    });
  }
}

export type Fingerprinted = Finding & { readonly fingerprint: string; readonly code: string };

/** The text of a baseline of findings, one entry for equal ones, and of others' entries; what the linter says itself stays out. */
export function baselineText(findings: readonly Fingerprinted[], others: readonly Entry[]): string {
  const entries = new Map(others.map((entry) => [entry.fingerprint, entry]));
  for (const { rule, path, code, fingerprint } of findings) {
    if (isOwn(rule)) continue;
    const known = entries.get(fingerprint);
    entries.set(fingerprint, { rule, path, code, fingerprint, count: (known?.count ?? 0) + 1 });
  }
  const sorted = [...entries.values()].sort((a, b) => compare(keyOf(a), keyOf(b)));
  return toJsonText({ schemaVersion: 1, findings: sorted });
}

export interface Compared {
  readonly findings: Fingerprinted[];
  /** Entries that the baseline has and the code has not. */
  readonly stale: readonly Entry[];
  readonly count: number;
}

/** Takes out the findings that the baseline knows. */
export function applyBaseline(findings: readonly Fingerprinted[], baseline: Baseline): Compared {
  const open = new Map(baseline.findings.map((entry) => [entry.fingerprint, entry.count]));
  const left = findings.filter(({ rule, fingerprint }) => {
    const count = isOwn(rule) ? 0 : (open.get(fingerprint) ?? 0);
    if (count > 0) open.set(fingerprint, count - 1);
    return count === 0;
  });
  const stale = baseline.findings.flatMap((entry) => {
    const count = open.get(entry.fingerprint) ?? 0;
    return count > 0 ? [{ ...entry, count }] : [];
  });
  return { findings: left, stale, count: findings.length - left.length };
}

/** What to say of entries that are no longer needed. */
export function staleFindings(stale: readonly Entry[], path: string): Finding[] {
  return stale.map(({ rule, path: file, code }) =>
    ownFinding('stale-baseline', {
      message: `${rule} no longer reports \`${code}\` in ${file}`,
      path,
      line: 1,
      column: 1,
    }),
  );
}

function keyOf({ path, rule, code }: Entry): string {
  return JSON.stringify([path, rule, code]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
