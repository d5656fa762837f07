import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { Colors } from 'picocolors/types.js';

/** A text file before and after a command; undefined stands for no file. */
export interface FileTexts {
  /** Project relative, with forward slashes. */
  readonly path: string;
  /** Where it was, when it moves. */
  readonly from?: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** A unified diff that `git apply` and `patch -p1` accept; empty when nothing changes. */
export function fileDiff({ path, from = path, before, after }: FileTexts): string {
  const head = `diff --git a/${from} b/${path}\n`;
  const moved = from === path ? '' : `rename from ${from}\nrename to ${path}\n`;
  if (before === after) return moved === '' ? '' : head + moved;
  const old = before === undefined ? '/dev/null' : `a/${from}`;
  const next = after === undefined ? '/dev/null' : `b/${path}`;
  const patch = createTwoFilesPatch(old, next, before ?? '', after ?? '', '', '', {
    headerOptions: FILE_HEADERS_ONLY,
  });
  return `${head}${moved}${modeLine(before, after)}${patch}`;
}

export function colourDiff(diff: string, colours: Colors): string {
  return diff.replaceAll(/^([-+@]).*$/gm, (line, sign: string) => {
    if (/^(?:---|\+\+\+) /.test(line)) return colours.bold(line);
    if (sign === '@') return colours.cyan(line);
    return sign === '+' ? colours.green(line) : colours.red(line);
  });
}

function modeLine(before: string | undefined, after: string | undefined): string {
  if (before === undefined) return 'new file mode 100644\n';
  return after === undefined ? 'deleted file mode 100644\n' : '';
}
