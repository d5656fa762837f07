import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { handWritten } from './handWritten.js';
import { unrelated } from './unrelated.js';

export interface MadeUpFile {
  /** Project relative, forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Size {
  readonly workflows: number;
  readonly unrelated: number;
}

const EXAMPLES = fileURLToPath(new URL('../../../generated-examples/', import.meta.url));

/**
 * A project of the given size: workflows in turn as generated (10 files) and as written by hand after the guide (4), so 7
 * files each on average, and files of an application that know nothing of workflows. The same for the same size.
 */
export function madeUpProject({ workflows, unrelated: others }: Size): MadeUpFile[] {
  const generated = readGenerated();
  return [
    ...settings(),
    ...shared(),
    ...Array.from({ length: workflows }, (_, index) =>
      index % 2 === 0 ? renamed(generated, index) : handWritten(index),
    ).flat(),
    ...Array.from({ length: others }, (_, index) => unrelated(index)),
  ];
}

export function writeProject(folder: string, files: readonly MadeUpFile[]): void {
  for (const { path, text } of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}

function settings(): MadeUpFile[] {
  const tsconfig = {
    compilerOptions: {
      target: 'ES2022',
      module: 'ESNext',
      moduleResolution: 'bundler',
      strict: true,
      skipLibCheck: true,
      noEmit: true,
      paths: { '@/*': ['./src/*'] },
    },
    include: ['src'],
  };
  const manifest = {
    name: 'made-up',
    private: true,
    type: 'module',
    dependencies: { '@upstash/workflow': '1.3.3', next: '16.4.6' },
  };
  return [
    { path: 'tsconfig.json', text: JSON.stringify(tsconfig, null, 2) },
    { path: 'package.json', text: JSON.stringify(manifest, null, 2) },
  ];
}

/** What the workflows of a project share. */
function shared(): MadeUpFile[] {
  return ['client.ts', 'payload.ts'].map((name) => example(`src/server/workflows/${name}`));
}

function readGenerated(): MadeUpFile[] {
  const classFolder = 'src/server/workflows/welcomePlaceholder';
  const routes = 'src/app/(backend)/api/workflows/welcome-placeholder';
  return [
    ...readdirSync(join(EXAMPLES, classFolder)).map((name) => example(`${classFolder}/${name}`)),
    ...readdirSync(join(EXAMPLES, routes)).map((name) => example(`${routes}/${name}/route.ts`)),
  ];
}

function example(path: string): MadeUpFile {
  return { path, text: readFileSync(join(EXAMPLES, path), 'utf8') };
}

function renamed(files: readonly MadeUpFile[], index: number): MadeUpFile[] {
  const rename = (text: string) =>
    text
      .replaceAll('welcome-placeholder', `generated-${index}`)
      .replaceAll('welcomePlaceholder', `generated${index}`)
      .replaceAll('WelcomePlaceholder', `Generated${index}`);
  return files.map(({ path, text }) => ({ path: rename(path), text: rename(text) }));
}
