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
  return findings.map((finding) => {
    const code = lineIn(textOf(finding.path) ?? '', finding.line)
      .trim()
      .replaceAll(/\s+/g, ' ');
    const fingerprint = sha256(JSON.stringify([finding.rule, finding.path, code])).slice(0, 16);
    return { ...finding, fingerprint, code };
  });
}

/** `line` counts from 1. Whole files are not split for one of their lines. */
function lineIn(text: string, line: number): string {
  let start = 0;
  for (let before = 1; before < line; before++) {
    const end = text.indexOf('\n', start);
    if (end === -1) return '';
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  return text.slice(start, end === -1 ? undefined : end);
}
