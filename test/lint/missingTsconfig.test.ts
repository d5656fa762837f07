import { describe, expect, it } from 'vitest';
import { lint } from '../../src/lint/index.js';
import { temporaryProject, type Files } from '../host/support/project.js';

/** A route whose step has the same name in every round, on line 4. */
const route = (serve: string) => `import { serve } from '${serve}';

export const { POST } = serve(async (context) => {
  for (const id of await context.run('ids', () => [1, 2])) await context.run('same', () => id);
});
`;

async function lintFiles(files: Files) {
  const { root } = await temporaryProject(files);
  const { findings } = await lint({ cwd: root });
  return findings.map(({ path, line, rule }) => `${path}:${line} ${rule}`);
}

const found = (path: string) => `${path}:4 unique-step-names`;

describe('a tsconfig that extends what is not there', () => {
  const serve = "export { serve } from '@upstash/workflow/nextjs';\n";

  it('still says what its own paths mean, and those of the files that are there', async () => {
    expect(
      await lintFiles({
        'apps/one/tsconfig.json': `{
          // The packages have not been installed.
          "extends": "@acme/tsconfig/next.json",
          "compilerOptions": { "paths": { "@/*": ["./src/*"], /* last */ }, },
        }`,
        'apps/one/src/serve.ts': serve,
        'apps/one/src/route.ts': route('@/serve'),
        'apps/two/tsconfig.base.json':
          '{ "extends": "gone", "compilerOptions": { "baseUrl": "own" } }',
        'apps/two/tsconfig.json': '{ "extends": ["gone", "./tsconfig.base"] }',
        'apps/two/own/flows/serve.ts': serve,
        'apps/two/src/route.ts': route('flows/serve'),
        'apps/three/tsconfig.json': '{ "extends": "./tsconfig.json" }',
        'apps/three/src/route.ts': route('flows/serve'),
      }),
    ).toEqual(['one', 'two'].map((app) => found(`apps/${app}/src/route.ts`)));
  });

  it.each([
    ['SvelteKit', '.svelte-kit', '$lib/flows/serve', 'src/lib/flows/serve.ts'],
    ['Nuxt 3', '.nuxt', '~/flows/serve', 'flows/serve.ts'],
    ['Nuxt 4', '.nuxt', '@/flows/serve', 'app/flows/serve.ts'],
    ['Nuxt', '.nuxt', '~~/flows/serve', 'flows/serve.ts'],
  ])('has the aliases that %s would have generated', async (_, folder, specifier, file) => {
    expect(
      await lintFiles({
        'web/tsconfig.json': `{ "extends": "./${folder}/tsconfig.json" }`,
        [`web/${file}`]: serve,
        'web/src/route.ts': route(specifier),
      }),
    ).toEqual([found('web/src/route.ts')]);
  });
});
