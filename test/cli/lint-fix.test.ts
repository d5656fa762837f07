import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mutatedExamples, type Replacement } from '../lint/mutate.js';
import { hostProject, trifold } from './host-project.js';

/** The worked examples, broken in every way that can be mended. */
const breaks: readonly Replacement[] = [
  {
    file: 'welcome-placeholder/paginate-users/route.ts',
    replace: `await context.run('welcome-placeholder:next-page', () =>`,
    by: `context.run('welcome-placeholder:next-page', () =>`,
  },
  {
    file: 'welcome-placeholder/paginate-users/route.ts',
    replace: `    await fanOut(selected.ids);`,
    by: `    fanOut(selected.ids);`,
  },
  {
    file: 'welcome-placeholder/paginate-users/route.ts',
    replace: `      await Promise.all(
        ids.map(`,
    by: `      Promise.all(
        ids.map(`,
  },
  {
    file: 'welcome-placeholder/generate-user/route.ts',
    replace: `context.run('welcome-placeholder:save-result'`,
    by: `context.run('save-result'`,
  },
  {
    file: 'welcomePlaceholder/flowControl.ts',
    replace: `process: { key: 'welcome-placeholder.process', parallelism: 1, rate: 1 },`,
    by: `process: { key: 'welcome-placeholder:process', parallelism: 1, ratePerSecond: 1 },`,
  },
];

const originals = new Map(mutatedExamples([]).map(({ path, content }) => [path, content]));
const broken = new Map(mutatedExamples(breaks).map(({ path, content }) => [path, content]));
const changed = [...broken].flatMap(([path, text]) => (text === originals.get(path) ? [] : path));

/** As the examples are formatted. */
const prettierrc = await readFile(new URL('../../.prettierrc.json', import.meta.url), 'utf8');

const brokenProject = () =>
  hostProject({ ...Object.fromEntries(broken), '.prettierrc.json': prettierrc });

async function textsIn(root: string): Promise<Map<string, string>> {
  const read = changed.map(async (path): Promise<[string, string]> => [
    path,
    await readFile(join(root, path), 'utf8'),
  ]);
  return new Map(await Promise.all(read));
}

const textsOf = (files: ReadonlyMap<string, string>) =>
  new Map(changed.map((path) => [path, files.get(path) ?? '']));

describe('lint --fix', () => {
  it('puts the examples right, formatted as they were', async () => {
    const root = await brokenProject();
    expect((await trifold(root, ['lint'])).code).toBe(1);
    const { code, out, err } = await trifold(root, ['lint', '--fix']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('fixed 6 findings in 3 files; `trifold undo` takes it back\n');
    expect(await textsIn(root)).toEqual(textsOf(originals));
  });

  it('finds nothing to do when it is run again', async () => {
    const root = await brokenProject();
    await trifold(root, ['lint', '--fix']);
    const { code, out } = await trifold(root, ['lint', '--fix', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ findings: [], fixed: { findings: 0, files: [] } });
    expect(await textsIn(root)).toEqual(textsOf(originals));
  });

  it('is taken back by undo', async () => {
    const root = await brokenProject();
    await trifold(root, ['lint', '--fix']);
    const { code, out } = await trifold(root, ['undo']);
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('lint --fix') });
    expect(await textsIn(root)).toEqual(textsOf(broken));
  });

  it('formats nothing that was not formatted before', async () => {
    const root = await hostProject();
    const route = join(root, 'src/route.ts');
    const text = (call: string) => `import {serve} from "@upstash/workflow/nextjs"
export const {POST} = serve(async context => {
  ${call}
})
`;
    await trifold(root, ['gen', 'workflow', 'digest', '--entity', 'user']);
    await writeFile(route, text(`context.run("a",()=>1)`));
    await trifold(root, ['lint', '--fix', 'src/route.ts']);
    expect(await readFile(route, 'utf8')).toBe(text(`await context.run("a",()=>1)`));
  });

  it('keeps the line ends of Windows, and formats what was formatted', async () => {
    const root = await brokenProject();
    const windows = (text: string | undefined) => (text ?? '').replaceAll('\n', '\r\n');
    for (const path of changed) await writeFile(join(root, path), windows(broken.get(path)));
    await trifold(root, ['lint', '--fix']);
    expect(await textsIn(root)).toEqual(
      new Map(changed.map((path) => [path, windows(originals.get(path))])),
    );
  });

  it('writes only below the given paths', async () => {
    const root = await brokenProject();
    await trifold(root, ['lint', '--fix', 'src/server']);
    const path = changed.find((each) => each.endsWith('paginate-users/route.ts')) ?? '';
    expect((await textsIn(root)).get(path)).toBe(broken.get(path));
  });

  it('moves nothing into a file that was not asked for', async () => {
    const route = `import { serve } from '@upstash/workflow/nextjs';
export const { POST } = serve(async (context) => context.run('a', () => 1), { retries: 3 });
`;
    const start = `import { Client } from '@upstash/workflow';
export const start = (client: Client) => client.trigger({ url: 'https://acme.dev/api/digest' });
`;
    const root = await hostProject({
      'package.json': JSON.stringify({ dependencies: { '@upstash/workflow': '^1.3.0' } }),
      '.prettierrc.json': prettierrc,
      'src/app/api/digest/route.ts': route,
      'src/start.ts': start,
    });
    const read = (path: string) => readFile(join(root, path), 'utf8');
    await trifold(root, ['lint', '--fix', 'src/app']);
    expect(await read('src/app/api/digest/route.ts')).toBe(route);
    const { code } = await trifold(root, ['lint', '--fix']);
    expect(code).toBe(0);
    expect(await read('src/app/api/digest/route.ts')).toBe(route.replace(', { retries: 3 }', ''));
    expect(await read('src/start.ts')).toBe(`import { Client } from '@upstash/workflow';
export const start = (client: Client) =>
  client.trigger({ retries: 3, url: 'https://acme.dev/api/digest' });
`);
  });
});
