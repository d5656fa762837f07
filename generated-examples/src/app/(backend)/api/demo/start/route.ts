import { z } from 'zod';
import { demoOnly } from '@/server/store/demoOnly';
import { AgentWelcomeWorkflow } from '@/server/workflows/agentWelcome';
import { WelcomePlaceholderWorkflow } from '@/server/workflows/welcomePlaceholder';

const start = z.object({
  workflow: z.enum(['welcome-placeholder', 'agent-welcome']),
  payload: z.strictObject({
    dryRun: z.boolean().optional(),
    force: z.boolean().optional(),
    limit: z.int().positive().optional(),
    paidOnly: z.boolean().optional(),
  }),
});

/** Starts a workflow in the way an application does: through the class's trigger. */
export async function POST(request: Request): Promise<Response> {
  return demoOnly(async () => {
    const asked = start.safeParse(await request.json());
    if (!asked.success) {
      return Response.json({ error: z.prettifyError(asked.error) }, { status: 400 });
    }

    const { workflow, payload } = asked.data;
    return Response.json(
      workflow === 'welcome-placeholder'
        ? await WelcomePlaceholderWorkflow.triggerProcessUsers(payload)
        : await AgentWelcomeWorkflow.triggerProcessAgents(payload),
    );
  });
}
