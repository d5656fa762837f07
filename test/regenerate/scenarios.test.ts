import { readdirSync, readFileSync } from 'node:fs';
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
import type { Decision } from '../../src/regenerate/decision.js';
import { decideFiles } from '../../src/regenerate/decideFiles.js';
import { inOrder } from '../../src/regenerate/inOrder.js';
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

const scenarios = readdirSync(FOLDER).map((name) => {
  const text = readFileSync(join(FOLDER, name, 'scenario.json'), 'utf8');
  const scenario = scenarioSchema.parse(JSON.parse(text));
  return [name, scenario.about, scenario] as const;
});

describe('regenerate', () => {
  it.each(scenarios)('%s: %s', async (name, _about, scenario) => {
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
    await writeAll(project, inOrder(changes), { command: 'regenerate' });

    expect(outcomesOf(decisions)).toEqual(scenario.outcomes);
    expect(await filesOf(project.root)).toEqual(await filesOf(join(FOLDER, name, 'expected')));
    expect(await emptyFoldersOf(project.root)).toEqual([]);
  });
});

/** One file may go, and another one come, at the same place. */
function outcomesOf(decisions: readonly Decision[]): Texts {
  const outcomes: Record<string, string> = {};
  for (const { file } of decisions) {
    const other = outcomes[file.path];
    outcomes[file.path] = other === undefined ? file.outcome : `${file.outcome} ${other}`;
  }
  return outcomes;
}

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

/** Plain letters for whatever a name holds. */
function idOf(path: string): string {
  return `f-${path.replaceAll(/[^\w.]/g, (letter) => `-${String(letter.codePointAt(0))}`)}`;
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

async function emptyFoldersOf(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const folders = entries.filter(
    (entry) => entry.isDirectory() && !entry.parentPath.includes('.trifold'),
  );
  const paths = folders.map((entry) => join(entry.parentPath, entry.name));
  return paths.filter((path) => readdirSync(path).length === 0);
}
