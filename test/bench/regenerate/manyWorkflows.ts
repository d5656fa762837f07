import { mkdir, mkdtemp, readdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { generateWorkflow } from '../../../src/generate/generate.js';
import type { Templates } from '../../../src/generate/templates.js';
import { openProject, type Project } from '../../../src/host/project.js';
import { sha256 } from '../../../src/shared/sha256.js';
import { parseWorkflowSpec } from '../../../src/spec/parse.js';

/**
 * A project with many recorded workflows. One is generated; the others are copies with another number in their names,
 * which has as many digits, so that their files are formatted, too.
 */
export async function manyWorkflows(count: number, templates: Templates): Promise<Project> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'trifold-bench-')));
  await writeFile(join(root, 'package.json'), '{ "type": "module" }');
  const project = await openProject(root);
  await generateWorkflow(project, parseWorkflowSpec({ name: 'digest1000', entity: 'user' }), {
    write: true,
    onDifference: 'stop',
    trifoldVersion: '0.0.0',
    templates,
  });
  const files = (await textsIn(root)).filter(({ path }) => /digest1000/.test(path));
  for (let number = 1_001; number < 1_000 + count; number += 1) {
    await copy(root, files, String(number));
  }
  return project;
}

interface Text {
  readonly path: string;
  readonly content: string;
}

async function copy(root: string, files: readonly Text[], number: string): Promise<void> {
  const numbered = files.map(({ path, content }) => ({
    before: content,
    path: path.replaceAll('1000', number),
    content: content.replaceAll(/(digest)1000/gi, `$1${number}`),
  }));
  for (const { path, content } of numbered) {
    const text = path.endsWith('record.json') ? withHashes(content, numbered) : content;
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

function withHashes(record: string, files: readonly { before: string; content: string }[]): string {
  return files.reduce(
    (text, { before, content }) => text.replace(sha256(before), sha256(content)),
    record,
  );
}

async function textsIn(root: string): Promise<Text[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('.journal'));
  return Promise.all(
    files.map(async (path) => ({
      path: relative(root, path),
      content: await readFile(path, 'utf8'),
    })),
  );
}
