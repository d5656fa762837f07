/** A queue of things to do at a time: earliest first, in order of arrival where times are equal. */
export interface Timers<T> {
  add(at: number, item: T): void;
  /** Takes out the earliest item that is due at `now`. */
  takeDue(now: number): T | undefined;
  /** Time of the earliest item for which `isLive` holds; dead ones before it are dropped. */
  nextAt(isLive: (item: T) => boolean): number | undefined;
}

interface Timer<T> {
  readonly at: number;
  readonly order: number;
  readonly item: T;
}

export function createTimers<T>(): Timers<T> {
  const heap: Timer<T>[] = [];
  let order = 0;
  return {
    add(at, item) {
      heap.push({ at, order: (order += 1), item });
      siftUp(heap, heap.length - 1);
    },
    takeDue(now) {
      const first = heap[0];
      return first !== undefined && first.at <= now ? removeFirst(heap)?.item : undefined;
    },
    nextAt(isLive) {
      for (let first = heap[0]; first !== undefined; first = heap[0]) {
        if (isLive(first.item)) return first.at;
        removeFirst(heap);
      }
      return undefined;
    },
  };
}

function removeFirst<T>(heap: Timer<T>[]): Timer<T> | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (last !== undefined && heap.length > 0) {
    heap[0] = last;
    siftDown(heap);
  }
  return first;
}

function siftUp<T>(heap: Timer<T>[], from: number): void {
  let index = from;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (!swapIfBefore(heap, index, parent)) return;
    index = parent;
  }
}

function siftDown<T>(heap: Timer<T>[]): void {
  let index = 0;
  for (;;) {
    const left = 2 * index + 1;
    const smaller = isBefore(heap[left + 1], heap[left]) ? left + 1 : left;
    if (!swapIfBefore(heap, smaller, index)) return;
    index = smaller;
  }
}

function swapIfBefore<T>(heap: Timer<T>[], child: number, parent: number): boolean {
  const lower = heap[child];
  const upper = heap[parent];
  if (lower === undefined || upper === undefined || !isBefore(lower, upper)) return false;
  heap[child] = upper;
  heap[parent] = lower;
  return true;
}

function isBefore<T>(a: Timer<T> | undefined, b: Timer<T> | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
