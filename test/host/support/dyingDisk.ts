import { writeFileSync } from 'node:fs';
import { nodeDisk, type Disk } from '../../../src/host/disk.js';

interface Death {
  /** Which operations fail, counted from 1. */
  readonly fails: (count: number) => boolean;
  /** Must not return: throws, or ends the process. */
  readonly die: () => never;
  /** Whether a write that fails leaves half of its bytes behind. */
  readonly torn?: boolean;
}

/** The real disk, but for the operations that fail. */
export function dyingDisk({ fails, die, torn = false }: Death): Disk {
  let count = 0;
  return guardedDisk((tear, operation) => {
    count += 1;
    if (!fails(count)) return operation();
    if (torn) tear?.();
    return die();
  });
}

/**
 * The real disk until some operations are begun. The next one is torn, and neither it nor those that follow ever end; what was
 * under way is over when it says that it has halted.
 */
export function haltingDisk(after: number, onHalt: () => void): Disk {
  let count = 0;
  const begun: Promise<void>[] = [];
  return guardedDisk((tear, operation) => {
    count += 1;
    if (count <= after) {
      const done = operation();
      begun.push(done);
      return done;
    }
    if (count === after + 1) {
      tear?.();
      void Promise.allSettled(begun).then(onHalt);
    }
    return new Promise<never>(() => undefined);
  });
}

/** @param guard does an operation, or something else; `tear` leaves half of it behind */
function guardedDisk(
  guard: (tear: (() => void) | undefined, operation: () => Promise<void>) => Promise<void>,
): Disk {
  return {
    makeFolder: (path) => guard(undefined, () => nodeDisk.makeFolder(path)),
    write: (path, content, mode) =>
      guard(
        () => writeFileSync(path, content.subarray(0, content.length / 2)),
        () => nodeDisk.write(path, content, mode),
      ),
    copy: (from, to) =>
      guard(
        () => writeFileSync(to, 'torn'),
        () => nodeDisk.copy(from, to),
      ),
    replace: (from, to) => guard(undefined, () => nodeDisk.replace(from, to)),
    remove: (path) => guard(undefined, () => nodeDisk.remove(path)),
    removeFolder: (path) => guard(undefined, () => nodeDisk.removeFolder(path)),
    removeTree: (path) => guard(undefined, () => nodeDisk.removeTree(path)),
  };
}

/** The real disk, and how many operations it has done. */
export function countingDisk(): { disk: Disk; operations: () => number } {
  let count = 0;
  const counted =
    <Parameters extends unknown[]>(operation: (...given: Parameters) => Promise<void>) =>
    (...given: Parameters) => {
      count += 1;
      return operation(...given);
    };
  const disk: Disk = {
    makeFolder: counted(nodeDisk.makeFolder),
    write: counted(nodeDisk.write),
    copy: counted(nodeDisk.copy),
    replace: counted(nodeDisk.replace),
    remove: counted(nodeDisk.remove),
    removeFolder: counted(nodeDisk.removeFolder),
    removeTree: counted(nodeDisk.removeTree),
  };
  return { disk, operations: () => count };
}
