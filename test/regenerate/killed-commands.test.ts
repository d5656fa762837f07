import { beforeAll, expect, it } from 'vitest';
import { generate } from '../generate/project.js';
import { killInTurn, programOf } from '../host/support/killed.js';
import { temporaryProject, treeOf } from '../host/support/project.js';
import { editIn, PROCESS } from './project.js';

let killedCommand: string;

beforeAll(async () => {
  killedCommand = await programOf(new URL('support/killedCommand.ts', import.meta.url));
});

/** `remove` keeps the edited route; `undo` takes back the generation, and nobody has edited since. */
it.each(['remove', 'undo'] as const)(
  '%s leaves all or nothing wherever the process is killed',
  { timeout: 240_000 },
  async (command) => {
    const project = await temporaryProject();
    await generate(project, { test: false });
    if (command === 'remove') await editIn(project, PROCESS, 'Layer 1:', 'Layer 1 (mine):');
    const before = Object.keys(await treeOf(project.root));

    const { newTree, outcomes } = await killInTurn(project.root, killedCommand, [command]);

    expect(Object.keys(newTree).length).toBeLessThan(before.length);
    expect(outcomes.size).toBeGreaterThan(1);
  },
);
