import type { WelcomePlaceholderContext } from './context';

/** One user as the steps see it. It travels between steps as JSON: no Date, Map or undefined. */
export interface UserItem {
  id: string;
}

/** What is made for one user: a JSON object. */
export interface GenerateUserResult {
  [field: string]: unknown;
}

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
  /**
   * Counts the eligible users, and those of them that still need work, in one query.
   * Answer undefined if the store cannot: the entry route then counts page by page.
   */
  async countUsers(
    _context: WelcomePlaceholderContext,
  ): Promise<{ totalEligible: number; toProcess: number } | undefined> {
    return undefined;
  },

  /** The ids of at most `take` eligible users after the id `after`, always in the same order. */
  async listUsers(
    _page: { after?: string; take: number },
    _context: WelcomePlaceholderContext,
  ): Promise<string[]> {
    throw new Error('Implement listUsers in src/server/workflows/welcomePlaceholder/operations.ts');
  },

  /** Those of the ids that still need work: those without a cached result in Redis. */
  async filterUsers(_ids: string[], _context: WelcomePlaceholderContext): Promise<string[]> {
    throw new Error(
      'Implement filterUsers in src/server/workflows/welcomePlaceholder/operations.ts',
    );
  },

  /** Those of the ids whose result was saved by the given root run. It makes repeats of a forced run harmless. */
  async filterUsersSavedBy(
    _rootRunId: string,
    _ids: string[],
    _context: WelcomePlaceholderContext,
  ): Promise<string[]> {
    throw new Error(
      'Implement filterUsersSavedBy in src/server/workflows/welcomePlaceholder/operations.ts',
    );
  },

  /** Undefined when there is no such user. */
  async loadUser(_id: string, _context: WelcomePlaceholderContext): Promise<UserItem | undefined> {
    throw new Error('Implement loadUser in src/server/workflows/welcomePlaceholder/operations.ts');
  },

  /** The work for one user. */
  async generateUser(
    _item: UserItem,
    _context: WelcomePlaceholderContext,
  ): Promise<GenerateUserResult> {
    throw new Error(
      'Implement generateUser in src/server/workflows/welcomePlaceholder/operations.ts',
    );
  },

  /** Saves the result together with the root run's id, over a result that is already there. */
  async saveUser(
    _saved: { id: string; result: GenerateUserResult; rootRunId: string },
    _context: WelcomePlaceholderContext,
  ): Promise<void> {
    throw new Error('Implement saveUser in src/server/workflows/welcomePlaceholder/operations.ts');
  },

  /** What the run answers with, beside `success` and the id. It is kept in the logs, so keep it small. */
  answerForUser(result: GenerateUserResult): Record<string, unknown> {
    return { result };
  },

  /** Told once about every run that has failed for good. It has been logged already. */
  async onFailure(_failure: WelcomePlaceholderFailure): Promise<void> {},
};
