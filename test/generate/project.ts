import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import { type GenerateOptions, generateWorkflow } from '../../src/generate/generate.js';
import { templatesIn } from '../../src/generate/templates.js';
import { openProject, type Project } from '../../src/host/project.js';
import { TrifoldError } from '../../src/shared/errors.js';
import { parseWorkflowSpec } from '../../src/spec/parse.js';
import type { WorkflowSpecInput } from '../../src/spec/workflow.js';

export const OPERATIONS = 'src/server/workflows/digest/operations.ts';
export const CLASS = 'src/server/workflows/digest/index.ts';
export const CLIENT = 'src/server/workflows/client.ts';

export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'trifold-generate-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function emptyProject(files: Record<string, string> = {}): Promise<Project> {
  const root = await temporaryFolder();
  for (const [path, content] of Object.entries({ 'package.json': '{}', ...files })) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return openProject(root);
}

export function generate(
  project: Project,
  answers: Partial<WorkflowSpecInput> = {},
  options: Partial<GenerateOptions> = {},
) {
  const spec = parseWorkflowSpec({ name: 'digest', entity: 'user', ...answers });
  return generateWorkflow(project, spec, {
    write: true,
    onDifference: 'stop',
    trifoldVersion: '0.0.0',
    ...options,
  });
}

export const statusOf = (files: readonly { path: string; status: string }[], path: string) =>
  files.find((file) => file.path === path)?.status;

/** Every file of a folder with its content. */
export async function contentOf(root: string): Promise<Record<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(
      files.sort().map(async (path) => [path, await readFile(path, 'utf8')] as const),
    ),
  );
}

export async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof TrifoldError ? error.code : `no TrifoldError: ${String(error)}`;
}

/** Our own templates with one passage changed. */
export async function templatesWith(path: string, passage: string, replacement: string) {
  const folder = await temporaryFolder();
  await cp(fileURLToPath(new URL('../../templates', import.meta.url)), folder, { recursive: true });
  const file = join(folder, `${path}.hbs`);
  const source = await readFile(file, 'utf8');
  expect(source).toContain(passage);
  await writeFile(file, source.replace(passage, replacement));
  return templatesIn(folder);
}
