import type { Project } from '../../src/host/project.js';
import type { WorkflowSpecInput } from '../../src/spec/workflow.js';
import { CLASS, CLIENT, generate } from '../generate/project.js';
import { editIn, PAGINATE, PROCESS, writeIn } from './project.js';

export const FLOW_CONTROL = 'src/server/workflows/digest/flowControl.ts';
export const NIGHTLY = 'src/server/nightly.ts';
export const REMIND = 'src/app/(backend)/api/workflows/remind/route.ts';
export const REMINDER = 'src/server/reminder.ts';

/** What the project has beside its workflow, formatted as below. */
export const HOST_FILES = {
  'package.json': '{ "dependencies": { "@upstash/workflow": "^0.2.23" } }',
  '.prettierrc': '{ "singleQuote": true, "printWidth": 100 }',
  'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
};

/**
 * A workflow generated for SDK 0.2 that people have edited in five files, in the way of 0.2, and two that are written by
 * hand: one starts the generated workflow, the other has its own route.
 */
export async function editedSdk0(
  project: Project,
  { alias = '@/', ...answers }: { alias?: string } & Pick<WorkflowSpecInput, 'pageSize'> = {},
): Promise<void> {
  await generate(project, { sdk: 0, alias: { prefix: alias, target: 'src' }, ...answers });
  await editIn(project, CLASS, '  triggerWorkflow,\n', '  triggerWorkflow,\n  workflowClient,\n');
  await editIn(project, CLASS, '  triggerWorkflows,\n', '  triggerWorkflows,\n  workflowUrl,\n');
  await editIn(
    project,
    CLASS,
    '  /** The ids that still need work. */',
    `  /** Past the queue, with a limit of its own. */
  static triggerUrgent(userId: string) {
    return workflowClient().trigger({
      url: workflowUrl(WORKFLOW_PATHS.execute),
      body: { userId },
      flowControl: { key: 'digest.urgent', parallelism: 2, ratePerSecond: 3 },
    });
  }

  /** The ids that still need work. */`,
  );
  await editIn(
    project,
    FLOW_CONTROL,
    "paginate: { key: 'digest.paginate', parallelism: 20, rate: 5 }",
    "paginate: { key: 'digest.paginate', parallelism: 7, ratePerSecond: 2 }",
  );
  await editIn(
    project,
    PROCESS,
    '    const operationContext = createContext(flags);\n',
    `    const operationContext = createContext(flags);
    if (limit === 999) {
      return { success: false, error: 'nobody asks for 999' };
    }
`,
  );
  await editIn(
    project,
    PAGINATE,
    '    const selected = await context.run(',
    `    if (process.env.ANNOUNCE_URL) {
      await context.call('digest:announce', {
        url: process.env.ANNOUNCE_URL,
        method: 'POST',
        body: { ids: page.ids },
      });
    }

    const selected = await context.run(`,
  );
  await editIn(
    project,
    CLIENT,
    '    return await workflowClient().trigger(',
    "    console.info('[workflows] Starting', run.path);\n    return await workflowClient().trigger(",
  );
  await writeIn(
    project,
    NIGHTLY,
    `import { Client } from '@upstash/workflow';

export async function nightly() {
  const client = new Client({ token: process.env.QSTASH_TOKEN });
  await client.trigger({
    url: \`\${process.env.APP_URL}/api/workflows/digest/process-users\`,
    body: {},
  });
}
`,
  );
  await writeIn(
    project,
    REMIND,
    `import { serve } from '@upstash/workflow/nextjs';

export const { POST } = serve(
  async (context) => {
    await context.run('remind:send', () => 'sent');
  },
  { flowControl: { key: 'remind', ratePerSecond: 4 } },
);
`,
  );
  await writeIn(
    project,
    REMINDER,
    `import { Client } from '@upstash/workflow';

export async function remind() {
  const client = new Client({ token: process.env.QSTASH_TOKEN });
  await client.trigger({ url: \`\${process.env.APP_URL}/api/workflows/remind\`, body: {} });
}
`,
  );
}
