import type { Colors } from 'picocolors/types.js';

/** What is left to do after a workflow has been generated; commands run in the user's folder. */
export interface NextSteps {
  /** Adds what the files import and the project lacks. */
  readonly install: readonly string[];
  /** The functions that hold the business code, and their file; absent for a cloud repository, which has neither. */
  readonly implement?: { readonly path: string; readonly functions: readonly string[] };
  /** Lines of a vitest.config.ts that knows the import alias; absent when the project has a configuration. */
  readonly configureTests?: readonly string[];
  /** Runs the integration test; absent when none was asked for. */
  readonly test?: string;
  /** Runs the dry run of that test. */
  readonly dryRun?: string;
  /** Starts a dry run of the deployed workflow, in code of the application. */
  readonly dryRunCode: readonly string[];
}

/** A numbered list, each step with what to type. */
export function nextStepsText(steps: NextSteps, colours: Colors): string {
  const { install, implement, configureTests = [], test, dryRun, dryRunCode } = steps;
  const sections = [
    { title: 'Add the missing dependencies', lines: install },
    {
      title: `Fill in the operations, in ${implement?.path ?? ''}`,
      lines: given(implement?.functions.join(', ')),
    },
    { title: 'Tell vitest the import alias, in vitest.config.ts', lines: configureTests },
    { title: 'Run the integration test, which is green before that', lines: given(test) },
    { title: 'Try a dry run, on the local engine', lines: given(dryRun) },
    { title: 'Start a dry run where it is deployed', lines: dryRunCode },
  ].filter(({ lines }) => lines.length > 0);
  const numbered = sections.map(({ title, lines }, index) => {
    const typed = lines.map((line) => `     ${colours.cyan(line)}\n`).join('');
    return `  ${String(index + 1)}. ${title}:\n${typed}`;
  });
  return numbered.length === 0 ? '' : `${colours.bold('Next')}\n${numbered.join('')}`;
}

function given(line: string | undefined): string[] {
  return line === undefined ? [] : [line];
}
