import type { Config } from '../host/configSchema.js';
import { cacheFolderOf } from '../host/cacheFolder.js';
import { coverage } from '../host/coverage.js';
import { importAliases } from '../host/importAliases.js';
import { type Project, readProjectFile } from '../host/project.js';
import { readSources, type SourceFile } from '../host/readSources.js';
import { sdksOfPackages } from '../host/sdksOfPackages.js';
import { writeAll } from '../host/writer.js';
import { type WalkedSources, walkSources } from '../host/walkSources.js';
import { type AnalysisStore, hasAnalysis } from './analysis.js';
import { type Baseline, baselineText, parseBaseline } from './baseline.js';
import { lintError } from './errors.js';
import { editionStamp } from './editionStamp.js';
import type { Finding } from './finding.js';
import { type LintResult, lintSources } from './lintSources.js';
import { isOwn, ownFinding } from './own/index.js';

export interface LintOptions {
  readonly config: Config;
  /** Files, folders or globs to report on, relative to `cwd`; without any, the whole project. */
  readonly paths: readonly string[];
  readonly cwd: string;
  /** A baseline, project relative. */
  readonly baseline?: string | undefined;
  /** Texts that count instead of what is on the disk, by project relative path: what an editor has not saved. */
  readonly unsaved?: ReadonlyMap<string, string> | undefined;
  /** Neither use nor keep what was read in earlier runs. */
  readonly noCache?: boolean | undefined;
}

/**
 * Lints a project: its source files are read and followed, those that were asked for are reported on. Broken code and files
 * that cannot be read are findings.
 * Throws LINT_RULE_UNKNOWN, LINT_BASELINE_INVALID, LINT_BASELINE_MISSING, HOST_NO_FILES, HOST_PATH_OUTSIDE.
 */
export async function lintProject(project: Project, options: LintOptions): Promise<LintResult> {
  const { config, paths, cwd } = options;
  const isCovered = coverage(project, { ...config.lint, paths, cwd });
  const known =
    options.baseline === undefined ? undefined : await readBaseline(project, options.baseline);
  const walked = walkSources(project);
  const { closed } = walked;
  const store = options.noCache === true ? undefined : openStore(project);
  const threads = await startThreads(walked, store);
  const { files, unreadable } = readSources(project, walked);
  const result = lintSources({
    files: withUnsaved(files, options.unsaved),
    store,
    threads,
    aliases: importAliases(project, walked),
    wrappers: config.lint.wrappers,
    sdks: sdksOfPackages(project, walked.manifests),
    severities: config.lint.rules,
    isCovered,
    findings: [...unreadable.map(toFinding), ...closed.map(toFolderFinding)],
    baseline: known,
  });
  return result.finally(() => threads?.end());
}

/** So many files may be worth threads. */
const FILES_FOR_THREADS = 2_000;

/** The compiler loads in them while the files are read, unless most of what is to be known is known already. */
async function startThreads({ sources }: WalkedSources, store: AnalysisStore | undefined) {
  if (sources.length < FILES_FOR_THREADS || (store && hasAnalysis(store))) return undefined;
  return (await import('../code/facts/factsThreads.js')).startFactsThreads();
}

function openStore(project: Project): AnalysisStore | undefined {
  const folder = cacheFolderOf(project);
  return folder && { folder, stamp: editionStamp() };
}

function withUnsaved(
  files: readonly SourceFile[],
  unsaved: LintOptions['unsaved'],
): readonly SourceFile[] {
  if (unsaved === undefined || unsaved.size === 0) return files;
  const others = files.filter(({ path }) => !unsaved.has(path));
  return [...others, ...Array.from(unsaved, ([path, text]) => ({ path, text }))];
}

/**
 * Writes what is found now into a baseline, and leaves there what it says of files that were not asked about. Answers what
 * a baseline cannot hold. Throws as `lintProject` and `writeAll` do.
 */
export async function updateBaseline(
  project: Project,
  baseline: string,
  options: Omit<LintOptions, 'baseline'>,
): Promise<LintResult> {
  const isCovered = coverage(project, { ...options.config.lint, ...options });
  const text = await readProjectFile(project, baseline);
  const before = text === undefined ? [] : parseBaseline(text, baseline).findings;
  const result = await lintProject(project, options);
  const kept = before.filter(({ path }) => !isCovered(path));
  const content = baselineText(result.findings, kept);
  await writeAll(project, [{ kind: 'write', path: baseline, content }], {
    command: 'lint --update-baseline',
  });
  const left = result.findings.filter(({ rule }) => isOwn(rule));
  return { ...result, findings: left, baselined: result.findings.length - left.length };
}

async function readBaseline(
  project: Project,
  path: string,
): Promise<{ path: string; known: Baseline }> {
  const text = await readProjectFile(project, path);
  if (text === undefined) {
    throw lintError('LINT_BASELINE_MISSING', `there is no baseline ${path}`, {
      fix: 'write one with --update-baseline',
    });
  }
  return { path, known: parseBaseline(text, path) };
}

function toFinding({ path, why, fix }: { path: string; why: string; fix: string }): Finding {
  const message = `The file cannot be read: ${why}`;
  return ownFinding('unreadable-file', { message, fix, path, line: 1, column: 1 });
}

function toFolderFinding(path: string): Finding {
  const message = 'The folder cannot be listed';
  return ownFinding('unreadable-file', { message, path, line: 1, column: 1 });
}
