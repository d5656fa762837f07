import { copyFile, mkdir, open, rename, rm, rmdir, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasErrorCode } from '../shared/nodeErrors.js';

/**
 * Every way in which the writer changes the disk. A power cut or a kill may come before, after or, for `write` and `copy`
 * and `removeTree`, in the middle of each; the journal is built so that none of that shows.
 */
export interface Disk {
  /** Makes one folder; one that is there already is fine. */
  makeFolder(path: string): Promise<void>;
  /** Makes a file that must not exist yet and waits until the bytes are on the disk. */
  write(path: string, content: Uint8Array, mode?: number): Promise<void>;
  /** As `write`, with the bytes and the mode of another file. */
  copy(from: string, to: string): Promise<void>;
  /** Renames a file or folder; a file replaces another one atomically. */
  replace(from: string, to: string): Promise<void>;
  /** Removes a file; a missing one is fine. */
  remove(path: string): Promise<void>;
  /** Removes a folder when it is empty; a missing or a full one is fine. */
  removeFolder(path: string): Promise<void>;
  /** Removes a folder with everything in it; a missing one is fine. */
  removeTree(path: string): Promise<void>;
}

export const nodeDisk: Disk = {
  async makeFolder(path) {
    await mkdir(path).catch(ignore('EEXIST'));
  },
  async write(path, content, mode) {
    // 'wx' neither follows a link nor touches a file that somebody else made.
    await using file = await open(path, 'wx');
    await file.writeFile(content);
    if (mode !== undefined) await file.chmod(mode);
    await file.sync();
  },
  async copy(from, to) {
    await copyFile(from, to);
    // Opened for reading, since the copied mode may forbid writing.
    await using file = await open(to, 'r');
    await file.sync().catch(ignore('EPERM', 'EBADF'));
  },
  async replace(from, to) {
    await rename(from, to);
    await syncFolder(dirname(to));
  },
  async remove(path) {
    await unlink(path).catch(ignore('ENOENT', 'ENOTDIR'));
  },
  async removeFolder(path) {
    await rmdir(path).catch(ignore('ENOENT', 'ENOTDIR', 'ENOTEMPTY', 'EEXIST'));
  },
  async removeTree(path) {
    await rm(path, { recursive: true, force: true });
  },
};

/** Makes a rename outlast a power cut; Windows cannot open folders, and its renames need no help. */
async function syncFolder(path: string): Promise<void> {
  try {
    await using folder = await open(path, 'r');
    await folder.sync();
  } catch (error) {
    if (!hasErrorCode(error, 'EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'EBADF')) throw error;
  }
}

function ignore(...codes: string[]): (error: unknown) => void {
  return (error) => {
    if (!hasErrorCode(error, ...codes)) throw error;
  };
}
