import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lint, rulePage, rules } from '../../src/lint/index.js';
import { temporaryProject } from '../host/support/project.js';

const route = (name: string) => `import { serve } from '@upstash/workflow/nextjs';
import { twice } from './twice';

export const { POST } = serve(async (context) => {
  await twice((i) => context.run(${name}, () => i));
});
`;

const twice = `export async function twice(act: (i: number) => Promise<unknown>) {
  for (const i of [1, 2]) await act(i);
}
`;

describe('the library', () => {
  it('answers findings as data', async () => {
    const { root } = await temporaryProject({
      'src/route.ts': route("'same'"),
      'src/twice.ts': twice,
    });
    const { findings } = await lint({ cwd: join(root, 'src'), paths: ['route.ts'] });
    expect(findings).toMatchObject([{ rule: 'unique-step-names', path: 'src/route.ts', line: 5 }]);
  });

  it('sees what an editor has not saved', async () => {
    const { root } = await temporaryProject({
      'src/route.ts': route("'same'"),
      'src/twice.ts': twice,
    });
    const unsaved = new Map([['src/route.ts', route('`step:${i}`')]]);
    expect((await lint({ cwd: root, unsaved })).findings).toEqual([]);
  });

  it('sees what has changed since it read a project, also in what a file imports', async () => {
    const { root } = await temporaryProject({
      'node_modules/.keep': '',
      'src/route.ts': route("'same'"),
      'src/twice.ts': twice,
    });
    const first = await lint({ cwd: root });
    expect((await lint({ cwd: root })).findings).toEqual(first.findings);
    await writeFile(
      join(root, 'src/twice.ts'),
      twice.replace('for (const i of [1, 2])', 'const i = 1;'),
    );
    expect((await lint({ cwd: root })).findings).toEqual([]);
  });

  it('names its rules, and has a page for each', () => {
    expect(rules.map(({ id }) => rulePage(id).split('\n', 1)[0])).toEqual(
      rules.map(({ id }) => `# ${id}`),
    );
  });
});
