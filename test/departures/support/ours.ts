import { createTestKit } from 'trifold/testing';
import type { TestKit, TestKitOptions } from 'trifold/testing';
import type { WorkflowSpecInput } from '../../../src/spec/workflow.js';
import { generated } from '../../runtime/generated.js';

interface Flags {
  paidOnly?: boolean;
}

interface Context {
  flags: Flags;
  /** Only where the answers name a database accessor. */
  db?: () => Promise<unknown>;
}

/** The part of the printed `operations.ts` that these tests replace or watch. */
export interface Operations {
  listUsers: (page: { after?: string; take: number }, context: Context) => Promise<string[]>;
  filterUsers: (ids: string[], context: Context) => Promise<string[]>;
  loadUser: (id: string, context: Context) => Promise<{ id: string } | undefined>;
  generateUser: (item: { id: string }, context: Context) => Promise<Record<string, unknown>>;
  saveUser: (saved: { id: string; rootRunId: string }, context: Context) => Promise<void>;
  onFailure: (failure: { layer: string; status: number; message: string }) => Promise<void>;
}

interface Started {
  workflowRunId: string;
}

interface Travelling extends Flags {
  force?: boolean;
  limit?: number;
}

/** The printed class, as far as these tests call it. */
export interface WorkflowClass {
  triggerProcessUsers(payload?: Travelling & { dryRun?: boolean }): Promise<Started>;
  triggerPaginateUsers(
    payload: Travelling & { cursor?: string; userIds?: string[] },
  ): Promise<Started>;
  triggerGenerateUser(
    payload: Flags & { userId: string },
    source?: { workflowRunId?: string },
  ): Promise<Started>;
  triggerGenerateUsers(payloads: { userId: string }[]): Promise<void>;
}

interface Fixture {
  setUp(count: number): Promise<string[]>;
  saved(): Promise<string[]>;
}

export interface Ours extends TestKit {
  readonly Workflow: WorkflowClass;
  readonly operations: Operations;
  /** The users of the store, in the order of the pages. */
  readonly ids: readonly string[];
  /** The ids for which the work was done, one entry per time. */
  readonly work: readonly string[];
  readonly paths: Readonly<Record<'process' | 'paginate' | 'execute', string>>;
  saved(): Promise<string[]>;
  /** Triggers layer 1, waits until nothing is left to do, answers the result of layer 1. */
  processAll(payload?: Parameters<WorkflowClass['triggerProcessUsers']>[0]): Promise<unknown>;
}

/**
 * The guide's example as the templates print it.
 *
 * `id` names the folder, which no other test file may use. `start` runs it over a store in memory with that many users.
 */
export async function generateOurs(id: string, answers: Partial<WorkflowSpecInput> = {}) {
  const { sdk: _sdk, alias: _alias, ...others } = answers;
  const workflow = await generated(`departure-${id}`, {
    entity: 'user',
    verb: 'generate',
    flags: [{ name: 'paidOnly', type: 'boolean' }],
    ...others,
    name: 'welcome-placeholder',
  });
  return {
    ...workflow,
    async start(users: number, options: Omit<TestKitOptions, 'url'> = {}): Promise<Ours> {
      const kit = await createTestKit({ routes: workflow.routes, ...options });
      const { WelcomePlaceholderWorkflow } = await workflow.load('index');
      const { operations }: { operations: Operations } = await workflow.load('operations');
      const { fixture }: { fixture: Fixture } = await workflow.load('operations.fixture');
      const Workflow: WorkflowClass = WelcomePlaceholderWorkflow;
      const ids = await fixture.setUp(users);
      return {
        ...kit,
        Workflow,
        operations,
        ids,
        work: recordWork(operations),
        paths: workflow.names.urls,
        saved: async () => (await fixture.saved()).sort(),
        async processAll(payload) {
          const { workflowRunId } = await Workflow.triggerProcessUsers(payload);
          await kit.settle();
          return (await kit.run(workflowRunId)).result;
        },
      };
    },
  };
}

function recordWork(operations: Operations): readonly string[] {
  const work: string[] = [];
  const { generateUser } = operations;
  operations.generateUser = (item, context) => {
    work.push(item.id);
    return generateUser(item, context);
  };
  return work;
}
