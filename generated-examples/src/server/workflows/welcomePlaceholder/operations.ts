import { placeholdersCache, type Placeholders } from '@/server/cache/placeholders';
import { resultsAreInDatabase } from '@/server/cache/resultCache';
import { countUsers, findUser, listUserIds, type UserProfile } from '@/server/database/users';
import { generateTexts } from '@/server/text/generate';
import type { WelcomePlaceholderContext } from './context';

const PLACEHOLDERS_PER_USER = 3;

/** One user as the steps see it. It travels between steps as JSON: no Date, Map or undefined. */
export type UserItem = UserProfile;

/** What is made for one user: a JSON object. */
export type GenerateUserResult = Placeholders;

/** A run that has failed for good. */
export interface WelcomePlaceholderFailure {
  layer: 'process' | 'paginate' | 'execute';
  workflowRunId: string;
  /** HTTP status of the last delivery. */
  status: number;
  message: string;
  payload: unknown;
}

/**
 * The business code of welcome-placeholder. Every operation may run more than once for the same user, because steps are
 * delivered at least once; `saveUser` must be an upsert.
 */
export const operations = {
  /** One query where results are in the database; results in Redis are counted page by page. */
  async countUsers(
    context: WelcomePlaceholderContext,
  ): Promise<{ totalEligible: number; toProcess: number } | undefined> {
    if (!resultsAreInDatabase()) return undefined;
    return countUsers(await context.db(), placeholdersCache.kind, context.flags);
  },

  /** The ids of at most `take` eligible users after the id `after`, always in the same order. */
  async listUsers(
    page: { after?: string; take: number },
    context: WelcomePlaceholderContext,
  ): Promise<string[]> {
    return listUserIds(await context.db(), page, context.flags);
  },

  /** Those of the ids that still need work: those without cached placeholders. */
  async filterUsers(ids: string[], _context: WelcomePlaceholderContext): Promise<string[]> {
    return placeholdersCache.missing(ids);
  },

  /** Those of the ids whose result was saved by the given root run. It makes repeats of a forced run harmless. */
  async filterUsersSavedBy(
    rootRunId: string,
    ids: string[],
    _context: WelcomePlaceholderContext,
  ): Promise<string[]> {
    return placeholdersCache.savedBy(ids, rootRunId);
  },

  /** Undefined when there is no such user, or with `paidOnly` when it is not subscribed (any more). */
  async loadUser(id: string, context: WelcomePlaceholderContext): Promise<UserItem | undefined> {
    return findUser(await context.db(), id, context.flags);
  },

  /** The work for one user. */
  async generateUser(
    item: UserItem,
    _context: WelcomePlaceholderContext,
  ): Promise<GenerateUserResult> {
    const placeholders = await generateTexts({
      kind: 'what this person may want to type into an empty chat',
      about: item.name,
      count: PLACEHOLDERS_PER_USER,
    });
    return { placeholders };
  },

  /** Saves the result together with the root run's id, over a result that is already there. */
  async saveUser(
    saved: { id: string; result: GenerateUserResult; rootRunId: string },
    _context: WelcomePlaceholderContext,
  ): Promise<void> {
    await placeholdersCache.save(saved.id, saved.result, saved.rootRunId);
  },

  /** What the run answers with, beside `success` and the id. It is kept in the logs, so keep it small. */
  answerForUser(result: GenerateUserResult): Record<string, unknown> {
    return { placeholdersCount: result.placeholders.length };
  },

  /** Told once about every run that has failed for good. It has been logged already. */
  async onFailure(_failure: WelcomePlaceholderFailure): Promise<void> {},
};
