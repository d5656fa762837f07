/**
 * Does the work for every item, several at a time. After a failure nothing new begins, and the first error is thrown when
 * what was under way has ended, so that nothing goes on behind the caller's back.
 */
export async function inParallel<Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  const waiting = items.entries();
  const errors: unknown[] = [];
  const worker = async () => {
    for (const [index, item] of waiting) {
      if (errors.length > 0) return;
      await work(item, index).catch((error: unknown) => errors.push(error));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (errors.length > 0) throw errors[0];
}
