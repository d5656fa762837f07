import debug from 'debug';
import {
  runIdOf,
  triggerWorkflow,
  triggerWorkflows,
  type TriggerSource,
  type WorkflowRun,
} from '../client';
import { createContext, type Database, type AgentWelcomeContext } from './context';
import { flowControl } from './flowControl';
import {
  operations,
  type AgentItem,
  type GenerateAgentResult,
  type AgentWelcomeFailure,
} from './operations';
import type {
  AgentWelcomeFlags,
  GenerateAgentWelcomePayload,
  PaginateAgentsPayload,
  ProcessAgentsPayload,
} from './payloads';

export type {
  AgentWelcomeFlags,
  GenerateAgentWelcomePayload,
  PaginateAgentsPayload,
  ProcessAgentsPayload,
} from './payloads';

const log = debug('examples:workflows:agent-welcome');

export const PAGE_SIZE = 50;
export const CHUNK_SIZE = 20;

/** The count is taken in pages of this many ids, for at most this long per step, in at most this many steps. */
const COUNT_PAGE_SIZE = 500;
const COUNT_STEP_BUDGET_MS = 10_000;
export const MAX_COUNT_STEPS = 100;

export const WORKFLOW_PATHS = {
  process: '/api/workflows/agent-welcome/process-agents',
  paginate: '/api/workflows/agent-welcome/paginate-agents',
  execute: '/api/workflows/agent-welcome/generate-agent',
} as const;

/** How far the count has come; `cursor` is left while there is more to count. */
export interface AgentsCount {
  totalEligible: number;
  toProcess: number;
  cursor?: string;
}

/** `done` with `force` means: this root run has already saved a result for the agent. */
export type LoadedAgent =
  { state: 'missing' } | { state: 'done' } | { state: 'ready'; item: AgentItem };

/** A welcome message and open questions for one agent at a time. */
export class AgentWelcomeWorkflow {
  static triggerProcessAgents(payload: ProcessAgentsPayload = {}, source: TriggerSource = {}) {
    const workflowRunId =
      childRunId(source, WORKFLOW_PATHS.process, JSON.stringify(payload)) ?? crypto.randomUUID();
    log('trigger process %O', payload);
    return triggerWorkflow({
      path: WORKFLOW_PATHS.process,
      payload,
      flowControl: flowControl.process,
      // Every run of the tree carries the root run's id as its label.
      label: `wfr_${workflowRunId}`,
      workflowRunId,
    });
  }

  static triggerPaginateAgents(payload: PaginateAgentsPayload, source: TriggerSource = {}) {
    log('trigger paginate %O', payload);
    const page = payload.agentIds ? JSON.stringify(payload.agentIds) : (payload.cursor ?? '');
    return triggerWorkflow({
      path: WORKFLOW_PATHS.paginate,
      payload,
      flowControl: flowControl.paginate,
      label: payload.rootRunId,
      workflowRunId: childRunId(source, WORKFLOW_PATHS.paginate, page),
    });
  }

  static triggerGenerateAgent(payload: GenerateAgentWelcomePayload, source: TriggerSource = {}) {
    log('trigger execute %O', payload);
    return triggerWorkflow(executeRun(payload, source));
  }

  /** One request for many agents; a run per agent. */
  static triggerGenerateAgents(
    payloads: GenerateAgentWelcomePayload[],
    source: Pick<TriggerSource, 'parentRunId'> = {},
  ) {
    log('trigger execute x%d', payloads.length);
    return triggerWorkflows(payloads.map((payload) => executeRun(payload, source)));
  }

  /** The ids that still need work. */
  static async filterAgentsNeedingProcessing(
    ids: string[],
    context: AgentWelcomeContext = createContext({}),
  ): Promise<string[]> {
    return ids.length === 0 ? [] : operations.filterAgents(ids, context);
  }

  /**
   * Counts on from where the last step stopped. Counts are returned, never ids: a step's result is sent along with every
   * later delivery of the run.
   */
  static async countAgents(
    from: AgentsCount,
    { force, context }: { force?: boolean; context: AgentWelcomeContext },
  ): Promise<AgentsCount> {
    const counted = from.cursor === undefined ? await operations.countAgents(context) : undefined;
    if (counted) {
      const { totalEligible, toProcess } = counted;
      return { totalEligible, toProcess: force ? totalEligible : toProcess };
    }
    let { totalEligible, toProcess, cursor } = from;
    const deadline = Date.now() + COUNT_STEP_BUDGET_MS;
    do {
      const ids = await operations.listAgents({ after: cursor, take: COUNT_PAGE_SIZE }, context);
      const remaining = force ? ids : await this.filterAgentsNeedingProcessing(ids, context);
      totalEligible += ids.length;
      toProcess += remaining.length;
      cursor = ids.length < COUNT_PAGE_SIZE ? undefined : ids.at(-1);
    } while (cursor !== undefined && Date.now() < deadline);
    return { totalEligible, toProcess, cursor };
  }

  /** One page of ids. One id more than a page is asked for, so that no empty page comes last. */
  static async getAgentsPage(
    cursor: string | undefined,
    context: AgentWelcomeContext,
  ): Promise<{ ids: string[]; nextCursor: string | null }> {
    const ids = await operations.listAgents({ after: cursor, take: PAGE_SIZE + 1 }, context);
    const page = ids.slice(0, PAGE_SIZE);
    return { ids: page, nextCursor: ids.length > PAGE_SIZE ? (page.at(-1) ?? null) : null };
  }

  /**
   * The ids of a page to start, and how many count toward the limit. With a limit, ids that this root run has saved
   * count too, so that a page that is delivered twice chooses the same agents again.
   */
  static async selectAgents(
    ids: string[],
    {
      force,
      limit,
      rootRunId,
      context,
    }: { force?: boolean; limit?: number; rootRunId: string; context: AgentWelcomeContext },
  ): Promise<{ ids: string[]; used: number }> {
    const needed = force ? ids : await this.filterAgentsNeedingProcessing(ids, context);
    if (limit === undefined || ids.length === 0) return { ids: needed, used: needed.length };
    const saved = new Set(await operations.filterAgentsSavedBy(rootRunId, ids, context));
    const needsWork = new Set(needed);
    const chosen = ids.filter((id) => needsWork.has(id) || saved.has(id)).slice(0, limit);
    return { ids: chosen.filter((id) => !saved.has(id)), used: chosen.length };
  }

  /** Loads the agent and asks whether it still needs work: run ids are no locks, so the same run may come twice. */
  static async loadAgent(
    agentId: string,
    {
      force,
      rootRunId,
      context,
    }: { force?: boolean; rootRunId: string; context: AgentWelcomeContext },
  ): Promise<LoadedAgent> {
    const item = await operations.loadAgent(agentId, context);
    if (!item) return { state: 'missing' };
    const isDone = force
      ? (await operations.filterAgentsSavedBy(rootRunId, [agentId], context)).length > 0
      : (await this.filterAgentsNeedingProcessing([agentId], context)).length === 0;
    return isDone ? { state: 'done' } : { state: 'ready', item };
  }

  static async reportFailure(failure: AgentWelcomeFailure): Promise<void> {
    console.error(`[agent-welcome:${failure.layer}:error] Run failed:`, failure);
    await operations.onFailure(failure);
  }

  private readonly db: Database;
  private readonly agentId: string;
  private readonly flags: AgentWelcomeFlags;

  constructor(db: Database, agentId: string, flags: AgentWelcomeFlags = {}) {
    this.db = db;
    this.agentId = agentId;
    this.flags = flags;
  }

  generate(item: AgentItem): Promise<GenerateAgentResult> {
    return operations.generateAgent(item, this.context);
  }

  /** Answers what the run answers with. */
  async saveToRedis(
    result: GenerateAgentResult,
    rootRunId: string,
  ): Promise<Record<string, unknown>> {
    await operations.saveAgent({ id: this.agentId, result, rootRunId }, this.context);
    return operations.answerForAgent(result);
  }

  private get context(): AgentWelcomeContext {
    return { flags: this.flags, db: () => Promise.resolve(this.db) };
  }
}

function executeRun(payload: GenerateAgentWelcomePayload, source: TriggerSource): WorkflowRun {
  return {
    path: WORKFLOW_PATHS.execute,
    payload,
    flowControl: flowControl.execute,
    label: payload.rootRunId,
    workflowRunId: childRunId(source, WORKFLOW_PATHS.execute, payload.agentId),
  };
}

/** A step that is retried triggers the same ids again, so that most duplicates are recognised. */
function childRunId(
  { parentRunId, workflowRunId }: TriggerSource,
  path: string,
  key: string,
): string | undefined {
  return parentRunId === undefined ? workflowRunId : runIdOf(parentRunId, path, key);
}
