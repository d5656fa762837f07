import { countsOf, type LintReport } from './report.js';

/** The one JSON document of `lint`; `trifold schema lint` prints its schema. */
export function lintJson({ result, version, fixed }: LintReport) {
  return {
    schemaVersion: 1,
    version,
    findings: result.findings.map((finding) => ({
      rule: finding.rule,
      severity: finding.severity,
      message: finding.message,
      why: finding.why,
      fix: finding.fix,
      path: finding.path,
      line: finding.line,
      column: finding.column,
      fingerprint: finding.fingerprint,
      related: finding.related.map(({ message, path, line, column }) => ({
        message,
        path,
        line,
        column,
      })),
      edits: (finding.edits ?? []).map(({ path, start, end, text }) => ({
        path,
        start,
        end,
        text,
      })),
    })),
    workflows: result.workflows.map(({ path, line }) => ({ path, line })),
    groups: result.groups.map(({ name, files, checklist }) => ({
      name,
      files: [...files],
      checklist: checklist.map(({ title, state, rules }) => ({ title, state, rules: [...rules] })),
    })),
    summary: { ...countsOf(result), disabled: result.disabled, baselined: result.baselined },
    fixed: fixed === undefined ? null : { findings: fixed.findings, files: [...fixed.files] },
  };
}
