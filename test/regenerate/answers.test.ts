import { describe, expect, it } from 'vitest';
import { codeOf } from '../generate/project.js';
import { generated, readIn, regenerate } from './project.js';

const PAYLOADS = 'src/server/workflows/digest/payloads.ts';

const flag = (name: string, type: 'boolean' | 'string' = 'boolean') => ({ name, type });

async function changesOf(running: ReturnType<typeof regenerate>) {
  const { groups } = await running;
  return groups.find(({ workflow }) => workflow === 'digest')?.changedAnswers;
}

describe('a flag that is set', () => {
  it('joins the others', async () => {
    const project = await generated({ flags: [flag('paidOnly')] });
    const running = regenerate(project, { set: { flags: [{ name: 'tone', type: 'string' }] } });
    expect(await changesOf(running)).toEqual([
      { path: 'flags', before: ['paidOnly:boolean'], after: ['paidOnly:boolean', 'tone:string'] },
    ]);
    expect(await readIn(project, PAYLOADS)).toMatch(/paidOnly\?: boolean;\s+tone\?: string;/);
  });

  it('changes the one of its name in what is said of it', async () => {
    const paidOnly = { ...flag('paidOnly'), layers: ['process' as const] };
    const project = await generated({ flags: [paidOnly, flag('tone', 'string')] });
    const running = regenerate(project, { set: { flags: [{ name: 'paidOnly', type: 'number' }] } });
    expect(await changesOf(running)).toEqual([
      {
        path: 'flags',
        before: ['paidOnly:boolean@process', 'tone:string'],
        after: ['paidOnly:number@process', 'tone:string'],
      },
    ]);
  });
});

describe('an answer that is unset', () => {
  it('is one flag where it is named', async () => {
    const project = await generated({ flags: [flag('paidOnly'), flag('tone', 'string')] });
    expect(await changesOf(regenerate(project, { unset: ['flags.paidOnly'] }))).toEqual([
      { path: 'flags', before: ['paidOnly:boolean', 'tone:string'], after: ['tone:string'] },
    ]);
    expect(await readIn(project, PAYLOADS)).not.toContain('paidOnly');
  });

  it('is all flags where none is named', async () => {
    const project = await generated({ flags: [flag('paidOnly'), flag('tone', 'string')] });
    await regenerate(project, { unset: ['flags'] });
    expect(await readIn(project, PAYLOADS)).not.toMatch(/paidOnly|tone/);
  });

  it('takes its default, or follows the others again', async () => {
    const project = await generated({ maxItems: 10, entities: 'people', pageSize: 7 });
    const running = regenerate(project, { unset: ['maxItems', 'entities', 'pageSize'] });
    expect(await changesOf(running)).toEqual(
      expect.arrayContaining([
        { path: 'maxItems', before: 10, after: undefined },
        { path: 'entities', before: 'people', after: 'users' },
        { path: 'pageSize', before: 7, after: 50 },
      ]),
    );
  });

  it('is refused where no workflow has such a flag', async () => {
    const project = await generated({ flags: [flag('paidOnly')] });
    const refused = regenerate(project, { unset: ['flags.paidOnyl'] });
    expect(await codeOf(refused)).toBe('REGENERATE_UNKNOWN_FLAG');
  });

  it('may be an answer of the project', async () => {
    const project = await generated({ sdk: 0 });
    expect(await changesOf(regenerate(project, { unset: ['sdk'] }))).toContainEqual({
      path: 'sdk',
      before: 0,
      after: 1,
    });
    expect(await readIn(project, '.trifold/project.json')).toContain('"sdk": 1');
  });
});

describe('changed answers', () => {
  it('are those that follow from the ones that are set, too', async () => {
    const project = await generated();
    expect(await changesOf(regenerate(project, { set: { entity: 'agent' } }))).toEqual(
      expect.arrayContaining([
        { path: 'entity', before: 'user', after: 'agent' },
        { path: 'entities', before: 'users', after: 'agents' },
      ]),
    );
  });

  it('are none where nothing is set', async () => {
    expect(await changesOf(regenerate(await generated()))).toEqual([]);
  });

  it('are single answers where a group had none', async () => {
    const set = { database: { import: '@/db', name: 'getDb' } };
    expect(await changesOf(regenerate(await generated(), { set }))).toEqual([
      { path: 'database.import', before: undefined, after: '@/db' },
      { path: 'database.name', before: undefined, after: 'getDb' },
    ]);
  });
});
