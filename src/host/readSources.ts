import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { hasErrorCode, messageOf } from '../shared/nodeErrors.js';
import type { Project } from './project.js';
import type { WalkedSources } from './walkSources.js';

export interface SourceFile {
  /** Project relative, forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface UnreadableFile {
  readonly path: string;
  /** What is the matter with it: `it is a link to nowhere`. */
  readonly why: string;
  /** What the user may do. */
  readonly fix: string;
}

export interface ReadSources {
  readonly files: readonly SourceFile[];
  readonly unreadable: readonly UnreadableFile[];
  /** The same for the same files with the same bytes, and for nothing else. */
  readonly contents: string;
}

/** Nobody writes such a file by hand: 2 MB. */
const MAX_BYTES = 2 * 1024 * 1024;

/** Files above this are media, whatever their name ends in: 64 MB. */
const MAX_LOOKED_AT = 32 * MAX_BYTES;

const SDK = '@upstash/workflow';

/**
 * The texts of source files. Never throws: what cannot be read is listed, unless it is certain that it does not matter
 * (large files that do not mention the SDK, and films, whose names end in `.ts`, too).
 */
export function readSources(
  { root }: Pick<Project, 'root'>,
  { sources, links }: Pick<WalkedSources, 'sources' | 'links'>,
): ReadSources {
  const files: SourceFile[] = [];
  const unreadable: UnreadableFile[] = [];
  const hash = createHash('sha256');
  // A byte more than a source may have.
  const room = Buffer.allocUnsafeSlow(MAX_BYTES + 1);
  for (const path of sources) {
    const absolute = join(root, path);
    const read = links.has(path) ? readLink(root, absolute, room) : readSource(absolute, room);
    if (read === undefined) continue;
    if ('why' in read) {
      unreadable.push({ path, ...read });
      continue;
    }
    hash.update(`${path}\0${String(read.length)}\0`).update(read);
    files.push({ path, text: textOf(read) });
  }
  return { files, unreadable, contents: hash.digest('hex') };
}

/** A part of the room that was read into. */
type Read = Buffer | undefined | Omit<UnreadableFile, 'path'>;

/** `room` is for what is read of one file; the next one is read over it. */
function readSource(absolute: string, room: Buffer): Read {
  try {
    const file = openSync(absolute, 'r');
    try {
      const bytes = readInto(room, file);
      if (bytes.length <= MAX_BYTES) return textIn(bytes);
      const { size } = fstatSync(file);
      return size <= MAX_LOOKED_AT && mentionsSdk(absolute) ? tooLarge : undefined;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return whyUnreadable(error);
  }
}

/** Without asking for the size first: of thousands of small files that takes a third of the time. */
function readInto(buffer: Buffer, file: number): Buffer {
  let length = 0;
  for (;;) {
    const read = readSync(file, buffer, length, buffer.length - length, null);
    if (read === 0) return buffer.subarray(0, length);
    length += read;
  }
}

function mentionsSdk(absolute: string): boolean {
  return readFileSync(absolute).includes(SDK);
}

function readLink(root: string, absolute: string, room: Buffer): Read {
  try {
    return isLinkWithin(root, absolute) || !statSync(absolute).isFile()
      ? undefined
      : readSource(absolute, room);
  } catch (error) {
    return whyUnreadable(error);
  }
}

/** A link to another file of the project; that one is read where it is. */
function isLinkWithin(root: string, absolute: string): boolean {
  const real = realpathSync(absolute);
  return real !== absolute && !relative(root, real).startsWith('..');
}

function textIn(bytes: Buffer): Read {
  if (isUtf16(bytes) || !bytes.includes(0) || isTextWithZeros(bytes)) return bytes;
  return isFilm(bytes) ? undefined : binary;
}

function textOf(bytes: Buffer): string {
  return isUtf16(bytes) ? bytes.subarray(2).toString('utf16le') : bytes.toString('utf8');
}

function isUtf16(bytes: Buffer): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xfe;
}

/** Code with a zero byte in one of its strings, as tests of file names have it. */
function isTextWithZeros(bytes: Buffer): boolean {
  const zeros = bytes.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  return isUtf8(bytes) && zeros * 50 < bytes.length;
}

/** MPEG transport streams, whose packets of 188 bytes begin with 0x47. */
function isFilm(bytes: Buffer): boolean {
  return bytes[0] === 0x47 && bytes[188] === 0x47;
}

const tooLarge = {
  why: 'it mentions the SDK, but is larger than 2 MB, which nobody writes by hand',
  fix: 'leave it out with `lint.exclude` in trifold.config.ts, or have git ignore it',
};

const binary = {
  why: 'it is not text',
  fix: 'give it another ending, or leave it out with `lint.exclude` in trifold.config.ts',
};

function whyUnreadable(error: unknown): Read {
  if (hasErrorCode(error, 'ENOENT', 'ELOOP', 'ENOTDIR')) {
    return {
      why: 'it is a link to nowhere',
      fix: 'remove the link, or bring back what it leads to',
    };
  }
  if (hasErrorCode(error, 'EACCES', 'EPERM')) {
    return { why: 'permission is denied', fix: 'let the user who lints read the file' };
  }
  return { why: messageOf(error), fix: 'make the file readable' };
}
