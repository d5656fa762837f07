import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { createFormatter, isFixedPoint } from '../../src/format/formatter.js';
import { plan } from '../../src/generate/plan.js';
import { templatesIn } from '../../src/generate/templates.js';
import { parseWorkflowSpec } from '../../src/spec/parse.js';
import { allVariants } from './variants.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));
/** A folder that does not exist: the files are only in memory, and find the repository's packages above them. */
const virtualRoot = join(repository, 'test/.virtual');
const templates = templatesIn();
const format = createFormatter(repository);

interface SourceText {
  readonly path: string;
  readonly text: string;
}

let formatted: Promise<SourceText[]> | undefined;

/** All files of all variants, formatted once. */
function formattedFiles(): Promise<SourceText[]> {
  return (formatted ??= formatAll());
}

async function formatAll(): Promise<SourceText[]> {
  const files: SourceText[] = [];
  for (const { id, answers } of allVariants()) {
    const spec = parseWorkflowSpec({ ...answers, alias: { prefix: `@${id}/`, target: 'src' } });
    for (const file of plan(spec, templates)) {
      const text = await format(file.path, file.content);
      files.push({ path: join(virtualRoot, id, file.path), text });
    }
    files.push({
      path: join(virtualRoot, id, 'src/server/database.ts'),
      text: "export async function getServerDB() {\n  return { name: 'database' };\n}\n",
    });
  }
  return files;
}

/** The SDK 0 of a variant goes by another name in this repository. */
function asInstalled({ path, text }: SourceText): SourceText {
  return path.includes('/sdk0-')
    ? { path, text: text.replaceAll("'@upstash/workflow", "'upstash-workflow-0") }
    : { path, text };
}

function diagnosticsOf(files: readonly SourceText[]): string[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const folders = new Set([...texts.keys()].flatMap(foldersAbove));
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    types: ['node'],
    strict: true,
    noUncheckedIndexedAccess: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    isolatedModules: true,
    esModuleInterop: true,
    skipLibCheck: true,
    noEmit: true,
    paths: {
      'trifold/testing': [join(repository, 'src/testing/index.ts')],
      ...Object.fromEntries(
        allVariants().map(({ id }) => [`@${id}/*`, [join(virtualRoot, id, 'src/*')]]),
      ),
    },
  };
  const host = ts.createCompilerHost(options);
  const onDisk = {
    fileExists: host.fileExists,
    readFile: host.readFile,
    directoryExists: host.directoryExists,
  };
  host.getCurrentDirectory = () => repository;
  host.fileExists = (path) => texts.has(path) || onDisk.fileExists(path);
  host.readFile = (path) => texts.get(path) ?? onDisk.readFile(path);
  host.directoryExists = (path) => folders.has(path) || (onDisk.directoryExists?.(path) ?? true);
  const program = ts.createProgram([...texts.keys()], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => file === undefined || texts.has(file.fileName))
    .map((diagnostic) =>
      ts.formatDiagnostic(diagnostic, { ...host, getCurrentDirectory: () => virtualRoot }),
    );
}

function foldersAbove(path: string): string[] {
  const folder = dirname(path);
  return folder === repository || folder === dirname(folder)
    ? [folder]
    : [folder, ...foldersAbove(folder)];
}

it(
  'compiles every combination of answers under strict, in one program',
  { timeout: 120_000 },
  async () => {
    const files = await formattedFiles();

    expect(files.length).toBeGreaterThan(200);
    expect(diagnosticsOf(files.map(asInstalled))).toEqual([]);
  },
);

it('notices a type error in any of the files', { timeout: 120_000 }, async () => {
  const [variant] = allVariants();
  const files = (await formattedFiles()).filter(({ path }) => path.includes(`/${variant?.id}/`));
  const broken = files.map(({ path, text }) => ({
    path,
    text: text.replace('rate: 1 ', "rate: 'one' "),
  }));

  expect(diagnosticsOf(broken.map(asInstalled)).join('')).toContain(
    "Type 'string' is not assignable to type 'number'",
  );
});

it('prints formatted output that formatting leaves as it is', { timeout: 60_000 }, async () => {
  const files = await formattedFiles();

  for (const { path, text } of files) {
    expect(await isFixedPoint(format, path, text), path).toBe(true);
  }
});
