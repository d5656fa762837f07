import { expect, test } from 'vitest';
import { lintFiles } from './lintFiles.js';

const helper = (body: string) => ({
  path: 'src/lib/guard.ts',
  content: `export function guard(payload: { id?: string }, schema: { parse(value: unknown): void }) {
  ${body}
}
`,
});

const route = (name: string, calls = 1) => ({
  path: `src/app/api/${name}/route.ts`,
  content: `import { serve } from '@upstash/workflow/nextjs';
import { ${name}Schema } from '@vendor/schemas';
import { guard } from '@/lib/guard';
export const { POST } = serve(async (context) => {
  ${`guard(context.requestPayload, ${name}Schema);`.repeat(calls)}
  await context.run('work', () => 1);
});
`,
});

const foundIn = (body: string, ...routes: ReturnType<typeof route>[]) =>
  lintFiles([helper(body), ...routes]).map(({ path, line, message, related }) => ({
    place: `${path}:${String(line)}`,
    message,
    from: related.map((each) => each.path),
  }));

const ofRoutes = (...names: string[]) => names.map((name) => `src/app/api/${name}/route.ts`);

test('a throw in a function that two routes share is one finding, with both calls', () => {
  const body = "if (!payload.id) throw new Error('id is required');";
  expect(foundIn(body, route('digest'), route('mail'))).toEqual([
    {
      place: 'src/lib/guard.ts:2',
      message: '`new Error` before the first step is retried',
      from: ofRoutes('digest', 'mail'),
    },
  ]);
});

test('so is a validation that is called by another name from each', () => {
  expect(foundIn('schema.parse(payload);', route('digest'), route('mail'))).toEqual([
    {
      place: 'src/lib/guard.ts:2',
      message: '`schema.parse()` before the first step is retried',
      from: ofRoutes('digest', 'mail'),
    },
  ]);
});

test('of many calls the first ones are named', () => {
  const body = "if (!payload.id) throw new Error('id is required');";
  const routes = Array.from({ length: 30 }, (_, index) => route(`r${String(10 + index)}`));
  const [found] = foundIn(body, ...routes);
  expect(found?.from).toHaveLength(10);
});
