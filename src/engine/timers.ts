/** A queue of things to do at a time: earliest first, in order of arrival where times are equal. */
export interface Timers<T> {
  add(at: number, item: T): void;
  /** Takes out the earliest item that is due at `now`. */
  takeDue(now: number): T | undefined;
  /** Time of the earliest live item; dead ones before it are dropped. */
  nextAt(): number | undefined;
  /** How many items are kept. */
  readonly size: number;
}

interface Timer<T> {
  readonly at: number;
  readonly order: number;
  readonly item: T;
}

/** Items below this number are not worth looking through. */
const FEW = 1_000;

/** Keeps items as long as `isLive` holds for them: when half of them may be dead, these are dropped. */
export function createTimers<T>(isLive: (item: T) => boolean): Timers<T> {
  let heap: Timer<T>[] = [];
  let order = 0;
  let lookAgainAt = FEW;
  const dropDead = () => {
    // A sorted array is a heap.
    heap = heap.filter(({ item }) => isLive(item)).toSorted((a, b) => (isBefore(a, b) ? -1 : 1));
    lookAgainAt = Math.max(FEW, heap.length * 2);
  };
  return {
    get size() {
      return heap.length;
    },
    add(at, item) {
      if (heap.length >= lookAgainAt) dropDead();
      heap.push({ at, order: (order += 1), item });
      siftUp(heap, heap.length - 1);
    },
    takeDue(now) {
      const first = heap[0];
      return first !== undefined && first.at <= now ? removeFirst(heap)?.item : undefined;
    },
    nextAt() {
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
