import { operations, type UserItem, type GenerateUserResult } from './operations';

/**
 * The data that the integration test runs on: a store in memory that stands behind `operations`.
 * Replace it by your real store once the operations are implemented: `setUp` seeds it, `saved` reads it.
 */
export const fixture = {
  /** A fresh store with `count` eligible users without a result. Answers their ids in the order of the pages. */
  async setUp(count: number): Promise<string[]> {
    const store = memoryStore(count);
    Object.assign(operations, store.operations);
    saved = store.saved;
    return store.ids;
  },

  /** The ids with a saved result, one entry per saved result. */
  async saved(): Promise<string[]> {
    return saved();
  },

  async tearDown(): Promise<void> {
    Object.assign(operations, original);
  },
};

const original = { ...operations };
let saved: () => string[] = () => [];

function memoryStore(count: number) {
  const ids = Array.from(
    { length: count },
    (_, index) => `user-${String(index + 1).padStart(5, '0')}`,
  );
  const results = new Map<string, { result: GenerateUserResult; rootRunId: string }>();
  const memoryOperations: typeof operations = {
    ...original,
    countUsers: async () => undefined,
    async listUsers({ after, take }) {
      const start = after === undefined ? 0 : ids.indexOf(after) + 1;
      return ids.slice(start, start + take);
    },
    filterUsers: async (asked) => asked.filter((id) => !results.has(id)),
    filterUsersSavedBy: async (rootRunId, asked) =>
      asked.filter((id) => results.get(id)?.rootRunId === rootRunId),
    loadUser: async (id): Promise<UserItem | undefined> => (ids.includes(id) ? { id } : undefined),
    generateUser: async (item): Promise<GenerateUserResult> => ({ text: `Result for ${item.id}` }),
    async saveUser({ id, result, rootRunId }) {
      results.set(id, { result, rootRunId });
    },
  };
  return { ids, operations: memoryOperations, saved: () => [...results.keys()] };
}
