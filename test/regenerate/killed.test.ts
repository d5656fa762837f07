import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { generate } from '../generate/project.js';
import { killInTurn, programOf } from '../host/support/killed.js';
import { temporaryProject } from '../host/support/project.js';
import { deleteIn, editIn, EXECUTE, PROCESS } from './project.js';

const TEMPLATES = fileURLToPath(new URL('../../templates', import.meta.url));

it('leaves all or nothing wherever the process is killed', { timeout: 240_000 }, async () => {
  const regenerator = await programOf(new URL('support/killedRegenerator.ts', import.meta.url));
  const { outcomes } = await killInTurn(await edited(), regenerator, [TEMPLATES]);
  expect(outcomes.size).toBeGreaterThan(1);
});

/** A workflow with an edit that will be in conflict, and a file that was deleted. */
async function edited(): Promise<string> {
  const project = await temporaryProject();
  await generate(project);
  await editIn(project, PROCESS, 'Layer 1: counts,', 'Layer 1 (mine): counts,');
  await deleteIn(project, EXECUTE);
  return project.root;
}
