import { readFile } from 'node:fs/promises';
import { generateWorkflow } from '../../src/generate/generate.js';
import { openProject } from '../../src/host/project.js';
import { parseWorkflowSpec } from '../../src/spec/parse.js';
import { exampleSpecs } from './specs.js';

/** Generates the worked examples into the project at `root`; files that are the examples' own stay as they are. */
export async function generateExamples(root: string): Promise<void> {
  const project = await openProject(root);
  for (const answers of exampleSpecs) {
    await generateWorkflow(project, parseWorkflowSpec(answers), {
      write: true,
      onDifference: 'overwrite',
      trifoldVersion: await ownVersion(),
    });
  }
}

async function ownVersion(): Promise<string> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  const { version }: { version: string } = JSON.parse(text);
  return version;
}
