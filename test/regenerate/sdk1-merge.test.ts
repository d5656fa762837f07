import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { CLASS, CLIENT, emptyProject } from '../generate/project.js';
import { editedSdk0, FLOW_CONTROL, HOST_FILES, NIGHTLY, REMIND, REMINDER } from './editedSdk0.js';
import { editIn, fileOf, outcomesOf, PAGINATE, PROCESS, readIn, regenerate } from './project.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const OLD = join(repository, 'node_modules/upstash-workflow-0');
const NEW = join(repository, 'node_modules/@upstash/workflow');

/** The compiler reads everything that the project imports. */
const SLOW = { timeout: 120_000 };

const toSdk1 = { set: { sdk: 1 } } as const;

async function edited() {
  const project = await emptyProject(HOST_FILES);
  await editedSdk0(project);
  return project;
}

describe('regenerate --set sdk=1', () => {
  it('merges without a conflict what people have added for 0.2, as 1.x wants it', async () => {
    const project = await edited();

    const result = await regenerate(project, toSdk1);

    expect(outcomesOf(result)).toMatchObject({
      [CLASS]: 'merged',
      [CLIENT]: 'merged',
      [FLOW_CONTROL]: 'merged',
      [PROCESS]: 'merged',
      [PAGINATE]: 'merged',
    });
    expect(Object.values(outcomesOf(result))).not.toContain('conflict');
    expect(await readIn(project, CLASS)).toContain("'digest.urgent', parallelism: 2, rate: 3 }");
    expect(await readIn(project, FLOW_CONTROL)).toContain('parallelism: 7, rate: 2 }');
    const process = await readIn(project, PROCESS);
    expect(process).toContain("throw new WorkflowNonRetryableError('nobody asks for 999');");
    expect(process).not.toContain('flowControl');
    expect(await readIn(project, PAGINATE)).toContain('body: JSON.stringify({ ids: page.ids }),');
    expect(await readIn(project, CLIENT)).toContain("console.info('[workflows] Starting'");
  });

  it('would leave them as they were for 0.2 without the migration', SLOW, async () => {
    const project = await edited();

    const result = await regenerate(project, { ...toSdk1, migrations: [] });

    expect(outcomesOf(result)).not.toHaveProperty([CLASS]);
    expect(await readIn(project, CLASS)).toContain('ratePerSecond: 3');
    expect(await readIn(project, PROCESS)).toContain('return { success: false');
    expect(Object.values(outcomesOf(result))).not.toContain('conflict');
    expect(await problemsOf(project.root, NEW)).toEqual([
      expect.stringMatching(
        /paginate-users\/route\.ts: .*Type '\{ ids: string\[\]; \}' is not assignable to type 'string'/,
      ),
    ]);
  });

  it('brings code that is written by hand along, and package.json', async () => {
    const project = await edited();

    const result = await regenerate(project, toSdk1);

    expect(result.byHand?.files.map(({ path }) => path).sort()).toEqual(
      [REMIND, NIGHTLY, REMINDER, 'package.json'].sort(),
    );
    expect(await readIn(project, REMIND)).not.toContain('flowControl');
    expect(await readIn(project, REMINDER)).toContain("flowControl: { key: 'remind', rate: 4 }");
    // The generated route no longer has it, and 1.x takes it here.
    expect(await readIn(project, NIGHTLY)).toContain('flowControl: flowControl.process');
    expect(await readIn(project, 'package.json')).toContain('1.3.3');
  });

  it('compiled on 0.2.23 before, and compiles on 1.3.3 after', SLOW, async () => {
    const project = await edited();
    expect(await problemsOf(project.root, OLD)).toEqual([]);

    await regenerate(project, toSdk1);

    expect(await problemsOf(project.root, NEW)).toEqual([]);
  });

  it('is done then: nothing is left to regenerate', async () => {
    const project = await edited();
    await regenerate(project, toSdk1);

    const again = await regenerate(project, { ...toSdk1, write: false });

    expect(again.groups.filter(({ isOutOfDate }) => isOutOfDate)).toEqual([]);
    expect(again.byHand).toBeUndefined();
  });

  it('says where it could not decide, and leaves a comment there', async () => {
    const project = await edited();
    await editIn(
      project,
      PAGINATE,
      '    failureFunction: async (',
      '    // Patient.\n    retries: 5,\n    failureFunction: async (',
    );

    const result = await regenerate(project, toSdk1);

    const { outcome, reviews } = fileOf(result, PAGINATE);
    expect(outcome).toBe('needs-review');
    const lines = (await readIn(project, PAGINATE)).split('\n');
    const [review] = reviews;
    expect(review?.kind).toBe('migration');
    expect(lines[(review?.line ?? 0) - 1]).toContain(`// trifold: ${review?.message ?? ''}`);
    expect(lines[review?.line ?? 0]).toContain('retries: 5');
  });
});

/** What the compiler says about all of a project's code on one SDK. */
async function problemsOf(root: string, sdk: string): Promise<string[]> {
  const entries = await readdir(join(root, 'src'), { recursive: true });
  const files = entries
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(root, 'src', path));
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    typeRoots: [join(repository, 'node_modules/@types')],
    types: ['node'],
    strict: true,
    noUncheckedIndexedAccess: true,
    noUnusedLocals: true,
    esModuleInterop: true,
    skipLibCheck: true,
    noEmit: true,
    paths: {
      '@/*': [join(root, 'src/*')],
      '@upstash/workflow': [sdk],
      '@upstash/workflow/*': [join(sdk, '*')],
      'trifold/testing': [join(repository, 'src/testing/index.ts')],
      debug: [join(repository, 'node_modules/@types/debug')],
      vitest: [join(repository, 'node_modules/vitest')],
    },
  };
  return ts
    .getPreEmitDiagnostics(ts.createProgram(files, options))
    .filter(({ file }) => file?.fileName.startsWith(root) ?? true)
    .map(({ file, messageText }) =>
      [file?.fileName.slice(root.length), ts.flattenDiagnosticMessageText(messageText, ' ')].join(
        ': ',
      ),
    );
}
