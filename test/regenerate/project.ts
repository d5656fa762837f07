import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { templatesIn, type Templates } from '../../src/generate/templates.js';
import type { Project } from '../../src/host/project.js';
import type { RegenerateResult } from '../../src/regenerate/outcome.js';
import { type RegenerateOptions, regenerateProject } from '../../src/regenerate/regenerate.js';
import { emptyProject, generate } from '../generate/project.js';

export const PAGINATE = 'src/app/(backend)/api/workflows/digest/paginate-users/route.ts';
export const PROCESS = 'src/app/(backend)/api/workflows/digest/process-users/route.ts';
export const EXECUTE = 'src/app/(backend)/api/workflows/digest/execute-user/route.ts';

/** The templates as they were when `generated` used them. */
export const ours = templatesIn();

/** A project with the workflow digest, removed after the test. */
export async function generated(
  answers: Parameters<typeof generate>[1] = {},
  files: Parameters<typeof emptyProject>[0] = {},
): Promise<Project> {
  const project = await emptyProject(files);
  await generate(project, answers);
  return project;
}

export function regenerate(
  project: Project,
  options: Partial<RegenerateOptions> = {},
): Promise<RegenerateResult> {
  return regenerateProject(project, { write: true, trifoldVersion: '0.0.0', ...options });
}

export async function readIn(project: Project, path: string): Promise<string> {
  return readFile(join(project.root, path), 'utf8');
}

export async function writeIn(project: Project, path: string, content: string): Promise<void> {
  await mkdir(dirname(join(project.root, path)), { recursive: true });
  await writeFile(join(project.root, path), content);
}

export async function deleteIn(project: Project, path: string): Promise<void> {
  await rm(join(project.root, path));
}

/** Replaces a passage that is there exactly once. */
export async function editIn(
  project: Project,
  path: string,
  passage: string,
  replacement: string,
): Promise<void> {
  const text = await readIn(project, path);
  if (text.split(passage).length !== 2) throw new Error(`${path} has not one ${passage}`);
  await writeIn(
    project,
    path,
    text.replace(passage, () => replacement),
  );
}

/** Templates in which a rendered file is changed: `{ 'workflow/index.ts': (text) => … }`. */
export function changed(
  templates: Templates,
  changes: Readonly<Record<string, (text: string) => string>>,
): Templates {
  return (path) => {
    const render = templates(path);
    return (view) => (changes[path] ?? ((text) => text))(render(view));
  };
}

/** A change of a rendered file, which must take place. */
export function replacing(passage: string, replacement: string): (text: string) => string {
  return (text) => {
    if (!text.includes(passage)) throw new Error(`the template does not print ${passage}`);
    return text.replace(passage, () => replacement);
  };
}

/** The outcome of every file that is not unchanged, by path. */
export function outcomesOf({ groups }: RegenerateResult): Record<string, string> {
  return Object.fromEntries(
    groups
      .flatMap(({ files }) => files)
      .filter(({ outcome }) => outcome !== 'unchanged')
      .map(({ path, outcome }) => [path, outcome]),
  );
}

export function fileOf({ groups }: RegenerateResult, path: string) {
  const file = groups.flatMap(({ files }) => files).find((candidate) => candidate.path === path);
  if (file === undefined) throw new Error(`no file ${path}`);
  return file;
}

/** The template of layer 1 says something else in its comment. */
export const reworded = changed(ours, {
  'routes/nextjs/process.ts': replacing('Layer 1: counts,', 'Layer 1, the entry: counts,'),
});
