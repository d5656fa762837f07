import type { GenerateResult } from '../generate/result.js';
import type { NextSteps } from '../report/next-steps.js';
import { namesOf } from '../spec/naming.js';
import type { WorkflowSpec } from '../spec/workflow.js';
import type { PackageManager } from './package-manager.js';

/** Where the user is, in relation to the project. */
export interface Surroundings {
  readonly packageManager: PackageManager;
  /** The project's folder as seen from the user's, `.` when it is the same. */
  readonly projectFolder: string;
  /** `cloud` when only the re-exports of a cloud repository were generated. */
  readonly only: 'cloud' | undefined;
  /** Whether the project configures vitest, or vite, already. */
  readonly configuresTests: boolean;
}

/** The commands and functions that come after a run, exact to the letter. */
export function nextStepsOf(result: GenerateResult, around: Surroundings): NextSteps {
  const { spec } = result;
  if (around.only === 'cloud') return { install: [], dryRunCode: [] };
  const names = namesOf(spec);
  const { list, filter, filterSavedBy, load, run, save } = names.operations;
  const pathOf = (id: string) => result.files.find((file) => file.id === id)?.path;
  const operations = pathOf('operations');
  const hasTest = pathOf('test') !== undefined;
  const test = vitestCommand(around, names.folder);
  return {
    install: installCommands(result, around),
    ...(operations !== undefined && {
      implement: {
        path: operations,
        functions: [list, filter, filterSavedBy, load, run, save],
      },
    }),
    ...(hasTest && !around.configuresTests && { configureTests: vitestConfig(spec.alias) }),
    ...(hasTest && { test, dryRun: `${test} -t "dry run"` }),
    dryRunCode: [
      `import { ${names.className} } from '${names.module}';`,
      `await ${names.className}.${names.triggers.process}({ dryRun: true });`,
    ],
  };
}

/** The shortest configuration with which vitest resolves what the generated files import. */
function vitestConfig({ prefix, target }: WorkflowSpec['alias']): string[] {
  const folder = target === '.' ? './' : `./${target}/`;
  return [
    `import { fileURLToPath } from 'node:url';`,
    `const folder = fileURLToPath(new URL('${folder}', import.meta.url));`,
    `export default { resolve: { alias: { '${prefix}': folder } } };`,
  ];
}

function vitestCommand({ packageManager, projectFolder }: Surroundings, folder: string): string {
  // npx finds the vitest that pnpm installed too, also where pnpm itself is not on the PATH.
  const runner = { npm: 'npx', pnpm: 'npx', yarn: 'yarn', bun: 'bunx' }[packageManager];
  const root = projectFolder === '.' ? '' : ` --root ${quote(projectFolder)}`;
  return `${runner} vitest run${root} ${quote(folder)}`;
}

const DEVELOPMENT_ONLY = ['vitest', 'trifold'];

function installCommands(
  { missingDependencies, spec }: GenerateResult,
  around: Surroundings,
): string[] {
  const isDevelopment = (name: string) =>
    name.startsWith('@types/') || DEVELOPMENT_ONLY.includes(name);
  const wanted = (name: string) =>
    name === '@upstash/workflow' && spec.sdk === 0 ? `${name}@^0.2.23` : name;
  const atRunTime = missingDependencies.filter((name) => !isDevelopment(name)).map(wanted);
  const inDevelopment = missingDependencies.filter(isDevelopment);
  return [
    ...(atRunTime.length > 0 ? [addCommand(atRunTime, false, around)] : []),
    ...(inDevelopment.length > 0 ? [addCommand(inDevelopment, true, around)] : []),
  ];
}

function addCommand(
  names: readonly string[],
  development: boolean,
  { packageManager, projectFolder }: Surroundings,
): string {
  const verb = packageManager === 'npm' ? 'install' : 'add';
  const flag = packageManager === 'bun' ? ' -d' : ' -D';
  const directory = { npm: '--prefix', pnpm: '--dir', yarn: '--cwd', bun: '--cwd' }[packageManager];
  const where = projectFolder === '.' ? '' : ` ${directory} ${quote(projectFolder)}`;
  return `${packageManager}${where} ${verb}${development ? flag : ''} ${names.join(' ')}`;
}

/** As a shell takes it: `(backend)` and spaces need quotes. */
function quote(path: string): string {
  return /^[A-Za-z0-9_./-]+$/.test(path) ? path : `"${path}"`;
}
