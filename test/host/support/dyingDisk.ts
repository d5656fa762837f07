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
  const alive = (tear?: () => void): void => {
    count += 1;
    if (!fails(count)) return;
    if (torn) tear?.();
    die();
  };
  return {
    makeFolder(path) {
      alive();
      return nodeDisk.makeFolder(path);
    },
    write(path, content, mode) {
      alive(() => writeFileSync(path, content.subarray(0, content.length / 2)));
      return nodeDisk.write(path, content, mode);
    },
    copy(from, to) {
      alive(() => writeFileSync(to, 'torn'));
      return nodeDisk.copy(from, to);
    },
    replace(from, to) {
      alive();
      return nodeDisk.replace(from, to);
    },
    remove(path) {
      alive();
      return nodeDisk.remove(path);
    },
    removeFolder(path) {
      alive();
      return nodeDisk.removeFolder(path);
    },
    removeTree(path) {
      alive();
      return nodeDisk.removeTree(path);
    },
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
