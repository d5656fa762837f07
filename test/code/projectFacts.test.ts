import { describe, expect, test } from 'vitest';
import type { FactsCache } from '../../src/code/facts/factsCache.js';
import type { FileFacts } from '../../src/code/facts/fileFacts.js';
import { readFacts } from '../../src/code/facts/readFacts.js';
import { readProjectFacts } from '../../src/code/facts/readProjectFacts.js';
import { madeUpProject } from '../bench/lint/project.js';

const options = { aliases: [{ prefix: '@/', target: 'src' }] };

describe('facts of a project', () => {
  test('are the same whether they come from the cache or not', async () => {
    const files = madeUpProject({ workflows: 4, unrelated: 4 });
    const cache = createCache();

    const cold = await readProjectFacts(files, { ...options, cache });
    const warm = await readProjectFacts(files, { ...options, cache });

    expect(cold).toEqual(readFacts(files, options));
    expect(cold.workflows).toHaveLength(12);
    expect(warm).toEqual(withoutUndefined(cold));
  });

  test('do not depend on which other files are read', () => {
    const files = madeUpProject({ workflows: 6, unrelated: 0 });
    const all = readFacts(files, options).workflows;
    const first = files.filter(({ path }) => !/[Dd]igest|erated-?[24]/.test(path));

    const alone = readFacts(first, options).workflows;

    expect(alone).toHaveLength(3);
    expect(all).toEqual(expect.arrayContaining(alone));
  });

  test('are read again where the file, or something that it needs, has changed', async () => {
    const cache = createCache();
    const before = [route('one'), route('two'), helper("await context.run('a', f);")];
    await readProjectFacts(before, { ...options, cache });
    cache.made.clear();

    const after = [
      route('one'),
      { ...route('two'), text: `${route('two').text}\n// changed` },
      helper("await context.run('b', f);"),
    ];
    const facts = await readProjectFacts([...after, alone], { ...options, cache });

    expect([...cache.made].sort()).toEqual([
      'src/alone/route.ts',
      'src/helper.ts',
      'src/one/route.ts',
      'src/two/route.ts',
    ]);
    expect(facts.workflows.flatMap(({ steps }) => steps.map(({ name }) => name.text))).toEqual([
      'c',
      'b',
      'b',
    ]);

    cache.made.clear();
    await readProjectFacts([...after, { ...alone, text: `${alone.text}\n// changed` }], {
      ...options,
      cache,
    });
    expect([...cache.made]).toEqual(['src/alone/route.ts']);
  });
});

function route(name: string) {
  return {
    path: `src/${name}/route.ts`,
    text: `import { serve } from '@upstash/workflow/nextjs';
import { help } from '@/helper';
export const { POST } = serve(async (context) => { await help(context); });`,
  };
}

function helper(body: string) {
  return {
    path: 'src/helper.ts',
    text: `import type { WorkflowContext } from '@upstash/workflow';
export async function help(context: WorkflowContext) { ${body} }`,
  };
}

const alone = {
  path: 'src/alone/route.ts',
  text: `import { serve } from '@upstash/workflow/nextjs';
export const { POST } = serve(async (context) => { await context.run('c', f); });`,
};

/** Keeps facts as a file would: as JSON. */
function createCache(): FactsCache & { made: Set<string> } {
  const kept = new Map<string, string>();
  const made = new Set<string>();
  return {
    made,
    get(key) {
      const json = kept.get(key);
      if (json === undefined) return undefined;
      const facts: FileFacts = JSON.parse(json);
      return facts;
    },
    set(key, facts) {
      made.add(facts.path);
      kept.set(key, JSON.stringify(facts));
    },
  };
}

function withoutUndefined(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
