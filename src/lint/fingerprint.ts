import { sha256 } from '../shared/sha256.js';
import type { Finding } from './finding.js';

/**
 * What tells a finding from others when lines move: the rule, the file and the code of the line, white space apart.
 * Two findings of a rule on equal lines of a file have the same.
 */
export function fingerprintsOf<F extends Finding>(
  findings: readonly F[],
  textOf: (path: string) => string | undefined,
): (F & { fingerprint: string; code: string })[] {
  const lines = new Map<string, readonly string[]>();
  const linesOf = (path: string) => {
    const known = lines.get(path) ?? (textOf(path) ?? '').split('\n');
    lines.set(path, known);
    return known;
  };
  return findings.map((finding) => {
    const code = (linesOf(finding.path)[finding.line - 1] ?? '').trim().replaceAll(/\s+/g, ' ');
    const fingerprint = sha256(JSON.stringify([finding.rule, finding.path, code])).slice(0, 16);
    return { ...finding, fingerprint, code };
  });
}
