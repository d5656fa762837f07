import { onTestFinished, vi } from 'vitest';
import { createTestKit, type TestKitOptions } from '../../src/testing/index.js';
import type { WorkflowSpecInput } from '../../src/spec/workflow.js';
import { generated } from './generated.js';

interface Trigger {
  (
    payload: object,
    source?: { parentRunId?: string; workflowRunId?: string },
  ): Promise<{ workflowRunId: string }>;
}

interface Digest {
  triggerProcessUsers: Trigger;
  triggerPaginateUsers: Trigger;
  triggerExecuteUser: Trigger;
  triggerExecuteUsers(payloads: object[], source?: { parentRunId?: string }): Promise<void>;
  filterUsersNeedingProcessing(ids: string[]): Promise<string[]>;
}

interface Context {
  flags: Record<string, unknown>;
  db?: () => Promise<unknown>;
}

/** The operations as far as tests replace or watch them. */
interface Operations {
  countUsers(context: Context): Promise<{ totalEligible: number; toProcess: number } | undefined>;
  listUsers(page: { after?: string; take: number }, context: Context): Promise<string[]>;
  filterUsers(ids: string[], context: Context): Promise<string[]>;
  filterUsersSavedBy(rootRunId: string, ids: string[], context: Context): Promise<string[]>;
  loadUser(id: string, context: Context): Promise<{ id: string } | undefined>;
  executeUser(item: { id: string }, context: Context): Promise<object>;
  saveUser(
    saved: { id: string; result: object; rootRunId: string },
    context: Context,
  ): Promise<void>;
  onFailure(failure: object): Promise<void>;
}

interface Fixture {
  setUp(count: number): Promise<string[]>;
  saved(): Promise<string[]>;
  tearDown(): Promise<void>;
}

export const PROCESS = '/api/workflows/digest/process-users';
export const PAGINATE = '/api/workflows/digest/paginate-users';
export const EXECUTE = '/api/workflows/digest/execute-user';

/**
 * A generated workflow `digest` of users on a running kit, with its operations in memory.
 * Everything is undone when the test ends; `id` names the folder it is written to.
 */
export async function startDigest(
  id: string,
  answers: Partial<WorkflowSpecInput> & { files?: Record<string, string> } = {},
  options: Partial<TestKitOptions> = {},
) {
  const { files = {}, ...rest } = answers;
  const workflow = await generated(id, { name: 'digest', entity: 'user', ...rest });
  for (const [path, content] of Object.entries(files)) await workflow.add(path, content);
  const kit = await createTestKit({ routes: workflow.routes, ...options });
  onTestFinished(() => kit.dispose());
  const logs = vi.spyOn(console, 'info').mockReturnValue();
  for (const method of ['warn', 'error'] as const) vi.spyOn(console, method).mockReturnValue();
  onTestFinished(() => void vi.restoreAllMocks());

  const { DigestWorkflow }: { DigestWorkflow: Digest } = await workflow.load('index');
  const { operations }: { operations: Operations } = await workflow.load('operations');
  const { fixture }: { fixture: Fixture } = await workflow.load('operations.fixture');
  onTestFinished(() => fixture.tearDown());
  return { kit, workflow, Workflow: DigestWorkflow, operations, fixture, logs };
}
