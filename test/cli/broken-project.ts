import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hostProject, trifold } from './host-project.js';

export const ROUTE = 'src/app/(backend)/api/[kind]/route.ts';

/** An error on line 5, with a name that no format may take for its own, and a warning on line 6. */
export const broken = `import { serve } from '@upstash/workflow/nextjs';

export const { POST } = serve<{ url: string }>(async (context) => {
  const { url } = context.requestPayload;
  for (const each of [1, 2]) await context.run('100% <a>, b: "c"', () => each);
  await fetch(url);
  await context.run('end', () => 1);
});
`;

export const brokenProject = () => hostProject({ [ROUTE]: broken });

/** A generated workflow with a name too many, and a route that belongs to nothing. */
export async function withDigest(files: Record<string, string> = {}): Promise<string> {
  const root = await hostProject({ 'src/other.ts': broken, ...files });
  await trifold(root, ['gen', 'workflow', 'digest', '--entity', 'user']);
  const route = join(root, 'src/app/(backend)/api/workflows/digest/execute-user/route.ts');
  const text = await readFile(route, 'utf8');
  await writeFile(route, text.replace('digest:save-result', 'digest:get-user'));
  return root;
}

export async function lint(root: string, ...argv: string[]) {
  return trifold(root, ['lint', ...argv]);
}
