import debug from 'debug';
import {
  runIdOf,
  triggerWorkflow,
  triggerWorkflows,
  type TriggerSource,
  type WorkflowRun,
} from '../client';
import { createContext, type Database, type WelcomePlaceholderContext } from './context';
import { flowControl } from './flowControl';
import {
  operations,
  type UserItem,
  type GenerateUserResult,
  type WelcomePlaceholderFailure,
} from './operations';
import type {
  WelcomePlaceholderFlags,
  GenerateUserPlaceholderPayload,
  PaginateUsersPayload,
  ProcessUsersPayload,
} from './payloads';

export type {
  WelcomePlaceholderFlags,
  GenerateUserPlaceholderPayload,
  PaginateUsersPayload,
  ProcessUsersPayload,
} from './payloads';

const log = debug('examples:workflows:welcome-placeholder');

export const PAGE_SIZE = 50;
export const CHUNK_SIZE = 20;

/** The count is taken in pages of this many ids, for at most this long per step, in at most this many steps. */
const COUNT_PAGE_SIZE = 500;
const COUNT_STEP_BUDGET_MS = 10_000;
export const MAX_COUNT_STEPS = 100;

export const WORKFLOW_PATHS = {
  process: '/api/workflows/welcome-placeholder/process-users',
  paginate: '/api/workflows/welcome-placeholder/paginate-users',
  execute: '/api/workflows/welcome-placeholder/generate-user',
} as const;

/** How far the count has come; `cursor` is left while there is more to count. */
export interface UsersCount {
  totalEligible: number;
  toProcess: number;
  cursor?: string;
}

/** `done` with `force` means: this root run has already saved a result for the user. */
export type LoadedUser =
  { state: 'missing' } | { state: 'done' } | { state: 'ready'; item: UserItem };

/** Placeholders for the text box of one user at a time. */
export class WelcomePlaceholderWorkflow {
  static triggerProcessUsers(payload: ProcessUsersPayload = {}, source: TriggerSource = {}) {
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

  static triggerPaginateUsers(payload: PaginateUsersPayload, source: TriggerSource = {}) {
    log('trigger paginate %O', payload);
    const page = payload.userIds ? JSON.stringify(payload.userIds) : (payload.cursor ?? '');
    return triggerWorkflow({
      path: WORKFLOW_PATHS.paginate,
      payload,
      flowControl: flowControl.paginate,
      label: payload.rootRunId,
      workflowRunId: childRunId(source, WORKFLOW_PATHS.paginate, page),
    });
  }

  static triggerGenerateUser(payload: GenerateUserPlaceholderPayload, source: TriggerSource = {}) {
    log('trigger execute %O', payload);
    return triggerWorkflow(executeRun(payload, source));
  }

  /** One request for many users; a run per user. */
  static triggerGenerateUsers(
    payloads: GenerateUserPlaceholderPayload[],
    source: Pick<TriggerSource, 'parentRunId'> = {},
  ) {
    log('trigger execute x%d', payloads.length);
    return triggerWorkflows(payloads.map((payload) => executeRun(payload, source)));
  }

  /** The ids that still need work. */
  static async filterUsersNeedingProcessing(
    ids: string[],
    context: WelcomePlaceholderContext = createContext({}),
  ): Promise<string[]> {
    return ids.length === 0 ? [] : operations.filterUsers(ids, context);
  }

  /**
   * Counts on from where the last step stopped. Counts are returned, never ids: a step's result is sent along with every
   * later delivery of the run.
   */
  static async countUsers(
    from: UsersCount,
    { force, context }: { force?: boolean; context: WelcomePlaceholderContext },
  ): Promise<UsersCount> {
    const counted = from.cursor === undefined ? await operations.countUsers(context) : undefined;
    if (counted) {
      const { totalEligible, toProcess } = counted;
      return { totalEligible, toProcess: force ? totalEligible : toProcess };
    }
    let { totalEligible, toProcess, cursor } = from;
    const deadline = Date.now() + COUNT_STEP_BUDGET_MS;
    do {
      const ids = await operations.listUsers({ after: cursor, take: COUNT_PAGE_SIZE }, context);
      const remaining = force ? ids : await this.filterUsersNeedingProcessing(ids, context);
      totalEligible += ids.length;
      toProcess += remaining.length;
      cursor = ids.length < COUNT_PAGE_SIZE ? undefined : ids.at(-1);
    } while (cursor !== undefined && Date.now() < deadline);
    return { totalEligible, toProcess, cursor };
  }

  /** One page of ids. One id more than a page is asked for, so that no empty page comes last. */
  static async getUsersPage(
    cursor: string | undefined,
    context: WelcomePlaceholderContext,
  ): Promise<{ ids: string[]; nextCursor: string | null }> {
    const ids = await operations.listUsers({ after: cursor, take: PAGE_SIZE + 1 }, context);
    const page = ids.slice(0, PAGE_SIZE);
    return { ids: page, nextCursor: ids.length > PAGE_SIZE ? (page.at(-1) ?? null) : null };
  }

  /**
   * The ids of a page to start, and how many count toward the limit. With a limit, ids that this root run has saved
   * count too, so that a page that is delivered twice chooses the same users again.
   */
  static async selectUsers(
    ids: string[],
    {
      force,
      limit,
      rootRunId,
      context,
    }: { force?: boolean; limit?: number; rootRunId: string; context: WelcomePlaceholderContext },
  ): Promise<{ ids: string[]; used: number }> {
    const needed = force ? ids : await this.filterUsersNeedingProcessing(ids, context);
    if (limit === undefined || ids.length === 0) return { ids: needed, used: needed.length };
    const saved = new Set(await operations.filterUsersSavedBy(rootRunId, ids, context));
    const needsWork = new Set(needed);
    const chosen = ids.filter((id) => needsWork.has(id) || saved.has(id)).slice(0, limit);
    return { ids: chosen.filter((id) => !saved.has(id)), used: chosen.length };
  }

  /** Loads the user and asks whether it still needs work: run ids are no locks, so the same run may come twice. */
  static async loadUser(
    userId: string,
    {
      force,
      rootRunId,
      context,
    }: { force?: boolean; rootRunId: string; context: WelcomePlaceholderContext },
  ): Promise<LoadedUser> {
    const item = await operations.loadUser(userId, context);
    if (!item) return { state: 'missing' };
    const isDone = force
      ? (await operations.filterUsersSavedBy(rootRunId, [userId], context)).length > 0
      : (await this.filterUsersNeedingProcessing([userId], context)).length === 0;
    return isDone ? { state: 'done' } : { state: 'ready', item };
  }

  static async reportFailure(failure: WelcomePlaceholderFailure): Promise<void> {
    console.error(`[welcome-placeholder:${failure.layer}:error] Run failed:`, failure);
    await operations.onFailure(failure);
  }

  private readonly db: Database;
  private readonly userId: string;
  private readonly flags: WelcomePlaceholderFlags;

  constructor(db: Database, userId: string, flags: WelcomePlaceholderFlags = {}) {
    this.db = db;
    this.userId = userId;
    this.flags = flags;
  }

  generate(item: UserItem): Promise<GenerateUserResult> {
    return operations.generateUser(item, this.context);
  }

  /** Answers what the run answers with. */
  async saveToRedis(
    result: GenerateUserResult,
    rootRunId: string,
  ): Promise<Record<string, unknown>> {
    await operations.saveUser({ id: this.userId, result, rootRunId }, this.context);
    return operations.answerForUser(result);
  }

  private get context(): WelcomePlaceholderContext {
    return { flags: this.flags, db: () => Promise.resolve(this.db) };
  }
}

function executeRun(payload: GenerateUserPlaceholderPayload, source: TriggerSource): WorkflowRun {
  return {
    path: WORKFLOW_PATHS.execute,
    payload,
    flowControl: flowControl.execute,
    label: payload.rootRunId,
    workflowRunId: childRunId(source, WORKFLOW_PATHS.execute, payload.userId),
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
