import { readdirSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createFormatter } from '../../src/format/formatter.js';
import type { PlannedFile } from '../../src/generate/planned-file.js';
import type { Project } from '../../src/host/project.js';
import { basePath, type RecordedFile } from '../../src/host/record.js';
import { writeAll } from '../../src/host/writer.js';
import { decideFiles } from '../../src/regenerate/decideFiles.js';
import { fileChanges } from '../../src/regenerate/record.js';
import { reviewed } from '../../src/regenerate/reviewed.js';
import { sha256 } from '../../src/shared/sha256.js';
import { temporaryProject } from '../host/support/project.js';
import { writeIn } from './project.js';

/** A folder each: what was generated, what it has become, what the templates write now, and what comes of it. */
const FOLDER = fileURLToPath(new URL('./fixtures/scenarios', import.meta.url));

const scenarioSchema = z.strictObject({
  about: z.string(),
  outcomes: z.record(z.string(), z.string()),
  renamed: z.record(z.string(), z.string()).default({}),
  conflict: z.enum(['markers', 'yours', 'new', 'separate']).default('markers'),
  restore: z.boolean().default(false),
});

type Scenario = z.output<typeof scenarioSchema>;
type Texts = Readonly<Record<string, string>>;

const OWNER = { workflow: 'digest' };

describe.each(readdirSync(FOLDER))('%s', (name) => {
  it('comes out as expected', async () => {
    const scenario = scenarioSchema.parse(JSON.parse(await textAt(name, 'scenario.json')));
    const { project, entries } = await recorded(name, scenario);

    const decided = await decideFiles(project, OWNER, optionsOf(project, scenario), {
      planned: await planned(name),
      entries,
    });
    const decisions = await reviewed(decided, {
      shared: [],
      spec: { alias: { prefix: '@/', target: 'src' }, sdk: 1 },
    });
    const changes = fileChanges(project, OWNER, decisions, entries);
    await writeAll(project, changes, { command: 'regenerate' });

    const outcomes = decisions.map(({ file }) => [file.path, file.outcome]);
    expect(Object.fromEntries(outcomes)).toEqual(scenario.outcomes);
    expect(await filesOf(project.root)).toEqual(await filesOf(join(FOLDER, name, 'expected')));
  });
});

/** A project as it was generated from `base`, in which the files are those of `yours`. */
async function recorded(name: string, { renamed }: Scenario) {
  const project = await temporaryProject();
  const format = createFormatter(project.root);
  const entries: RecordedFile[] = [];
  for (const [path, text] of Object.entries(await filesOf(join(FOLDER, name, 'base')))) {
    const id = idOf(renamed[path] ?? path);
    entries.push({ id, path, sha256: sha256(await format(path, text)) });
    await writeIn(project, basePath(OWNER, id), text);
  }
  for (const [path, text] of Object.entries(await filesOf(join(FOLDER, name, 'yours')))) {
    await writeIn(project, path, text);
  }
  return { project, entries };
}

async function planned(name: string): Promise<PlannedFile[]> {
  const files = await filesOf(join(FOLDER, name, 'new'));
  return Object.entries(files).map(([path, content]) => ({
    id: idOf(path),
    path,
    content,
    owner: 'managed',
    scope: 'workflow',
  }));
}

function optionsOf(project: Project, { conflict, restore }: Scenario) {
  return { format: createFormatter(project.root), conflict, restore };
}

function idOf(path: string): string {
  return path.replaceAll('/', '-');
}

/** Every file of a folder, or nothing where there is none; records and the project's own file are left out. */
async function filesOf(folder: string): Promise<Texts> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => path !== 'package.json' && !path.startsWith('.trifold/'));
  const texts = await Promise.all(paths.map((path) => readFile(join(folder, path), 'utf8')));
  return Object.fromEntries(paths.map((path, index) => [path, texts[index] ?? '']));
}

function textAt(name: string, path: string): Promise<string> {
  return readFile(join(FOLDER, name, path), 'utf8');
}
