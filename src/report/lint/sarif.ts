import type { TextEdit } from '../../lint/finding.js';
import type { Fix, Log, ReportingDescriptor, Result } from 'sarif';
import type { LintReport, ReportedFinding } from './report.js';

/** A log in the Static Analysis Results Interchange Format, version 2.1.0, as code hosts take it. */
export function lintSarif({ result, rules, version, inRepository }: LintReport): Log {
  const ids = rules.map(({ id }) => id);
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'trifold',
            semanticVersion: version,
            rules: rules.map(toDescriptor),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: result.findings.map((finding) => toResult(finding, ids, inRepository)),
      },
    ],
  };
}

function toDescriptor({ id, title, severity }: LintReport['rules'][number]): ReportingDescriptor {
  return {
    id,
    shortDescription: { text: title },
    defaultConfiguration: { level: levelOf(severity) },
  };
}

function toResult(finding: ReportedFinding, ids: readonly string[], prefix: string): Result {
  const { rule, severity, message, why, fix, fingerprint, related, edits } = finding;
  return {
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: levelOf(severity),
    message: { text: `${message}.\nWhy: ${why}.\nFix: ${fix}.` },
    locations: [locationOf(finding, prefix)],
    partialFingerprints: { 'trifold/v1': fingerprint },
    ...(edits !== undefined && { fixes: [toFix(fix, edits, prefix)] }),
    ...(related.length > 0 && {
      relatedLocations: related.map((each, index) => ({
        id: index + 1,
        message: { text: each.message },
        ...locationOf(each, prefix),
      })),
    }),
  };
}

function toFix(description: string, edits: readonly TextEdit[], prefix: string): Fix {
  const paths = [...new Set(edits.map(({ path }) => path))];
  return {
    description: { text: description },
    artifactChanges: paths.map((path) => ({
      artifactLocation: { uri: uriOf(`${prefix}${path}`) },
      replacements: edits
        .filter((edit) => edit.path === path)
        .map(({ start, end, text }) => ({
          deletedRegion: {
            startLine: start.line,
            startColumn: start.column,
            endLine: end.line,
            endColumn: end.column,
          },
          insertedContent: { text },
        })),
    })),
  };
}

function locationOf(at: Pick<ReportedFinding, 'path' | 'line' | 'column'>, prefix: string) {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(`${prefix}${at.path}`) },
      region: { startLine: at.line, startColumn: at.column },
    },
  };
}

/** Folders such as `(backend)` and `[id]` are common; a colon in the first one would look like a scheme. */
function uriOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function levelOf(severity: ReportedFinding['severity']): 'error' | 'warning' | 'note' {
  return severity === 'info' ? 'note' : severity;
}
