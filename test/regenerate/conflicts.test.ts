import { describe, expect, it } from 'vitest';
import { removeWorkflow } from '../../src/regenerate/remove.js';
import { CLASS, contentOf, generate } from '../generate/project.js';
import {
  changed,
  deleteIn,
  editIn,
  fileOf,
  generated,
  ours,
  outcomesOf,
  PROCESS,
  readIn,
  regenerate,
  replacing,
  reworded,
  writeIn,
} from './project.js';

describe('a conflict', () => {
  const theirs = changed(ours, {
    'routes/nextjs/process.ts': replacing('Layer 1: counts,', 'Layer 1 (template): counts,'),
  });

  async function inConflict(conflict?: 'markers' | 'yours' | 'new' | 'separate') {
    const project = await generated();
    await editIn(project, PROCESS, 'Layer 1: counts,', 'Layer 1 (mine): counts,');
    const before = await readIn(project, PROCESS);
    const result = await regenerate(project, { templates: theirs, conflict });
    return { project, before, result };
  }

  it('shows both sides in the file', async () => {
    const { project, result } = await inConflict();
    expect(fileOf(result, PROCESS)).toMatchObject({
      outcome: 'conflict',
      conflict: { left: 'markers', places: 1 },
    });
    expect(await readIn(project, PROCESS)).toMatch(
      /<<<<<<< yours\n.*mine.*\n\|{7} as generated\n.*\n={7}\n.*template.*\n>>>>>>> template\n/,
    );
  });

  it('is not touched again before it is resolved', async () => {
    const { project } = await inConflict();
    const marked = await readIn(project, PROCESS);
    const result = await regenerate(project, { templates: theirs });
    expect(fileOf(result, PROCESS)).toMatchObject({
      outcome: 'conflict',
      conflict: { left: 'unresolved' },
    });
    expect(await readIn(project, PROCESS)).toBe(marked);
  });

  it('is over once it is resolved, and merges with the next change of the template', async () => {
    const { project, before } = await inConflict();
    await writeIn(project, PROCESS, before.replace('(mine)', '(both)'));

    const result = await regenerate(project, { templates: theirs });
    expect(result.groups.some(({ isOutOfDate }) => isOutOfDate)).toBe(false);

    const next = changed(theirs, {
      'routes/nextjs/process.ts': replacing(
        'export const POST',
        '/** Served. */\nexport const POST',
      ),
    });
    expect(outcomesOf(await regenerate(project, { templates: next }))).toEqual({
      [PROCESS]: 'merged',
    });
    const text = await readIn(project, PROCESS);
    expect(text).toContain('(both)');
    expect(text).toContain('/** Served. */');
    expect(await contentOf(project.root)).not.toHaveProperty(
      `${project.root}/.trifold/digest/base/route-process.next.txt`,
    );
  });

  it('comes again when the file is taken back: the template was not merged', async () => {
    const { project, before } = await inConflict();
    await writeIn(project, PROCESS, before);
    const result = await regenerate(project, { templates: theirs });
    expect(fileOf(result, PROCESS)).toMatchObject({ conflict: { left: 'markers' } });
  });

  it('follows the template when it is resolved that way', async () => {
    const { project, before } = await inConflict();
    await writeIn(project, PROCESS, before.replace('(mine)', '(template)'));
    expect(outcomesOf(await regenerate(project, { templates: reworded }))).toEqual({
      [PROCESS]: 'updated',
    });
  });

  it.each(['yours', 'new'] as const)('is settled for %s, as asked', async (side) => {
    const { project, result } = await inConflict(side);
    expect(fileOf(result, PROCESS)).toMatchObject({
      outcome: 'conflict',
      conflict: { left: side },
    });
    const text = await readIn(project, PROCESS);
    expect(text).toContain(side === 'yours' ? '(mine)' : '(template)');
    expect(text).not.toContain('<<<<');
    const again = await regenerate(project, { templates: theirs });
    expect(again.groups.some(({ isOutOfDate }) => isOutOfDate)).toBe(false);
  });

  it('leaves the file and puts the new version beside it, as asked, until that is deleted', async () => {
    const { project, before, result } = await inConflict('separate');
    const beside = `${PROCESS}.template`;
    expect(fileOf(result, PROCESS).conflict).toMatchObject({ left: 'separate', beside });
    expect(await readIn(project, PROCESS)).toBe(before);
    expect(await readIn(project, beside)).toContain('(template)');

    const waiting = await regenerate(project, { templates: theirs });
    expect(fileOf(waiting, PROCESS).conflict).toMatchObject({ left: 'unresolved', beside });
    await deleteIn(project, beside);
    const done = await regenerate(project, { templates: theirs });
    expect(done.groups.some(({ isOutOfDate }) => isOutOfDate)).toBe(false);
  });

  it('does not keep the other files from being merged', async () => {
    const project = await generated();
    await editIn(project, PROCESS, 'Layer 1: counts,', 'Layer 1 (mine): counts,');
    const templates = changed(theirs, { 'workflow/index.ts': (text) => `// new\n${text}` });
    expect(outcomesOf(await regenerate(project, { templates }))).toEqual({
      [PROCESS]: 'conflict',
      [CLASS]: 'updated',
    });
  });

  it('leaves nothing behind when its file is generated anew', async () => {
    const { project } = await inConflict('separate');
    expect(laidAsideIn(await contentOf(project.root))).toEqual([
      '.trifold/digest/base/route-process.next.txt',
      `${PROCESS}.template`,
    ]);
    await generate(project, {}, { onDifference: 'overwrite' });
    expect(laidAsideIn(await contentOf(project.root))).toEqual([]);
    const result = await regenerate(project);
    expect(result.groups.some(({ isOutOfDate }) => isOutOfDate)).toBe(false);
  });

  it.each([['separate'], ['markers']] as const)(
    'leaves nothing behind when its workflow is removed: %s',
    async (style) => {
      const { project } = await inConflict(style);
      const removal = await removeWorkflow(project, 'digest', { removesEdited: () => true });
      expect(removal.files.every(({ fate }) => fate === 'removed')).toBe(true);
      expect(laidAsideIn(await contentOf(project.root))).toEqual([]);
    },
  );

  it('keeps what a person has made of the version beside the file', async () => {
    const { project } = await inConflict('separate');
    const beside = `${PROCESS}.template`;
    await writeIn(project, beside, 'mine');
    const removal = await removeWorkflow(project, 'digest', { removesEdited: () => false });
    expect(removal.files).toContainEqual(expect.objectContaining({ path: beside, fate: 'edited' }));
    expect(await readIn(project, beside)).toBe('mine');
  });

  /** What a conflict has laid aside, project relative. */
  function laidAsideIn(files: Record<string, string>): string[] {
    return Object.keys(files)
      .filter((path) => !path.includes('.journal'))
      .flatMap((path) => /(?:\.trifold|src)\/.*\.(?:next\.txt|template)$/.exec(path)?.[0] ?? [])
      .sort();
  }
});
