import { describe, expect, test } from 'vitest';
import { lintFiles } from './lintFiles.js';

const LOAD = "const user = await context.run('digest:get-user', () => loadUser(userId));";
const WORK = "const text = await context.run('digest:write', () => write(user));";
const SAVE = "await context.run('digest:save-result', () => saveText(userId, text));";
const NOT_FOUND = "if (!user) return { success: false, userId, error: 'not found' };";
const ANSWER = 'return { success: true, userId, text };';

describe('item-checked-before-work finds a layer 3 that works at once', () => {
  test.each([
    ['as the guide has it', [LOAD, NOT_FOUND, WORK, SAVE, ANSWER]],
    ['that asks nothing at all', [LOAD, WORK, SAVE, ANSWER]],
    [
      'that throws when there is no item',
      [LOAD, "if (!user) throw new WorkflowNonRetryableError('gone');", WORK, SAVE, ANSWER],
    ],
    ['that has no result', [LOAD, NOT_FOUND, WORK, SAVE]],
    [
      'that filters a list on the way',
      [LOAD, NOT_FOUND, WORK.replace('user)', 'user.tags.filter(Boolean))'), SAVE, ANSWER],
    ],
  ])('%s', (_, lines) => {
    expect(reportedIn(lines)).toEqual(["'digest:write'"]);
  });
});

describe('item-checked-before-work is silent about a layer 3', () => {
  test.each([
    [
      'that skips what is done',
      [LOAD, NOT_FOUND, 'if (user.done) return { success: true, skipped: true };', WORK, ANSWER],
    ],
    [
      'that calls it a failure',
      [LOAD, "if (user.done) return { success: false, skipped: 'done' };", WORK, SAVE, ANSWER],
    ],
    [
      'that ends early in two ways',
      [LOAD, NOT_FOUND, "if (user.text) return { success: false, error: 'x' };", WORK, ANSWER],
    ],
    ['that works under a condition', [LOAD, `if (!user.text) { ${WORK} }`, ANSWER]],
    [
      'that asks in its first step',
      [LOAD.replace('loadUser', 'loadUnprocessedUser'), NOT_FOUND, WORK, SAVE, ANSWER],
    ],
    [
      'that asks where it works',
      [
        LOAD,
        NOT_FOUND,
        WORK.replace('write(user)', 'isPending(user) && write(user)'),
        SAVE,
        ANSWER,
      ],
    ],
    ['that hands everything to one step', [WORK.replace('user', 'userId'), ANSWER]],
  ])('%s', (_, lines) => {
    expect(reportedIn(lines)).toEqual([]);
  });
});

/** The steps that are reported in an execution layer with this body. */
function reportedIn(lines: readonly string[]): string[] {
  const folder = 'src/app/(backend)/api/workflows/digest';
  const files = {
    [`${folder}/process-users/route.ts`]: `import { serve } from '@upstash/workflow/nextjs';
      export const { POST } = serve<{ dryRun?: boolean }>(async (context) => {
        await context.run('digest:count', () => count());
      });`,
    [`${folder}/paginate-users/route.ts`]: `import { serve } from '@upstash/workflow/nextjs';
      export const { POST } = serve<{ cursor?: string }>(async (context) => {
        await context.run('digest:page', () => filterUsers());
      });`,
    [`${folder}/generate-user/route.ts`]: `import { serve } from '@upstash/workflow/nextjs';
      import { WorkflowNonRetryableError } from '@upstash/workflow';
      import { isPending, loadUnprocessedUser, loadUser, saveText, write } from '@/server/users';
      export const { POST } = serve<{ userId: string }>(async (context) => {
        const { userId } = context.requestPayload;
        if (!userId) throw new WorkflowNonRetryableError('userId is missing');
        ${lines.join('\n')}
      });`,
  };
  return lintFiles(Object.entries(files).map(([path, content]) => ({ path, content })))
    .filter(({ rule }) => rule === 'item-checked-before-work')
    .map(({ message }) => message.split(' ')[0] ?? '');
}
