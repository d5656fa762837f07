import { createFormatter } from '../../format/formatter.js';
import { coverage } from '../../host/coverage.js';
import type { Project } from '../../host/project.js';
import { readText } from '../../host/readTexts.js';
import { writeAll } from '../../host/writer.js';
import { lintProject, type LintOptions } from '../lintProject.js';
import type { LintResult } from '../lintSources.js';
import { asBefore } from './asBefore.js';
import { fixTexts } from './fixTexts.js';

export interface FixedProject {
  /** What is left. */
  readonly result: LintResult;
  readonly fixed: { readonly findings: number; readonly files: readonly string[] };
}

/**
 * Lints a project and writes what can be fixed, all or nothing; `trifold undo` takes it back. A file that was as the
 * project's Prettier would have it is so afterwards.
 * Throws as `lintProject` and `writeAll` do, and LINT_FIX_BROKE, with nothing changed.
 */
export async function fixProject(project: Project, options: LintOptions): Promise<FixedProject> {
  const read = (path: string) => readText(project, path) ?? '';
  const format = createFormatter(project.root);
  const isCovered = coverage(project, { ...options.config.lint, ...options });
  const { texts, count, result } = await fixTexts({
    lint: async (unsaved) =>
      withinReach(await lintProject(project, { ...options, unsaved }), isCovered),
    read,
    finish: (path, before, after) => asBefore(format, path, { before, after }),
  });
  const changes = Array.from(texts, ([path, content]) => ({
    kind: 'write' as const,
    path,
    content,
    seen: read(path),
  }));
  if (changes.length > 0) await writeAll(project, changes, { command: 'lint --fix' });
  return { result, fixed: { findings: count, files: [...texts.keys()].sort() } };
}

/** Nothing is written outside the paths that were asked for: edits that would need it are left out. */
function withinReach(result: LintResult, isCovered: (path: string) => boolean): LintResult {
  const findings = result.findings.map(({ edits = [], ...finding }) =>
    edits.every(({ path }) => isCovered(path)) ? { ...finding, edits } : finding,
  );
  return { ...result, findings };
}
