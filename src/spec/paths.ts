import { z } from 'zod';

/** A segment that Next.js and every file system accept: `(backend)`, `[locale]`, `@modal`. */
const SEGMENT = /^[A-Za-z0-9_@()[\].-]+$/;

/**
 * A folder inside the project, with forward slashes and without `.`, `..` or a drive: `src/server/workflows`.
 * A leading `./` and a trailing slash are dropped; `.` is the project itself where `root` allows it.
 */
export function folderSchema({ root }: { root: boolean }) {
  return z.string().transform((text, context) => {
    const folder = text
      .trim()
      .replace(/^(?:\.\/)+/, '')
      .replace(/\/+$/, '');
    const message = whatIsWrongWithFolder(folder, text, root);
    if (message === undefined) return folder === '' ? '.' : folder;
    context.addIssue({
      code: 'custom',
      message,
      params: {
        fix: 'give a folder of the project, relative to its root, like src/server/workflows',
      },
    });
    return z.NEVER;
  });
}

/** The URL path under which the routes answer: `/api/workflows`. */
export function urlPathSchema() {
  return z.string().transform((text, context) => {
    const path = text.trim().replace(/\/+$/, '');
    if (/^(?:\/[A-Za-z0-9._~-]+)+$/.test(path) && !/\/\.{1,2}(?:\/|$)/.test(path)) return path;
    context.addIssue({
      code: 'custom',
      message: `${JSON.stringify(text)} is not a URL path`,
      params: { fix: 'write it from the first slash, without the host, like /api/workflows' },
    });
    return z.NEVER;
  });
}

/** The prefix of an import alias: `@/`. */
export function aliasPrefixSchema() {
  return z.string().transform((text, context) => {
    if (/^[A-Za-z0-9@~#$_][A-Za-z0-9@~#$_.-]*\/$|^[@~#]\/$/.test(text.trim())) return text.trim();
    context.addIssue({
      code: 'custom',
      message: `${JSON.stringify(text)} is not an alias prefix`,
      params: { fix: 'write it with its slash and without a star, like @/' },
    });
    return z.NEVER;
  });
}

/**
 * The URL path that the Next.js App Router gives a folder: what follows `app/`, without route groups.
 * `undefined` outside `app/` or when a segment is dynamic.
 * Source: https://nextjs.org/docs/app/getting-started/project-structure
 */
export function urlOfRoutesFolder(folder: string): string | undefined {
  const segments = folder.split('/');
  const app = segments.indexOf('app');
  if (app === -1) return undefined;
  const visible = segments.slice(app + 1).filter((segment) => !/^\(.*\)$/.test(segment));
  const path = visible.map((segment) => `/${segment}`).join('');
  return urlPathSchema().safeParse(path).success ? path : undefined;
}

function whatIsWrongWithFolder(folder: string, text: string, root: boolean): string | undefined {
  const shown = JSON.stringify(text);
  if (folder === '' || folder === '.') {
    return root ? undefined : `${shown} is the project itself, not a folder in it`;
  }
  if (/^[/\\]|^[A-Za-z]:/.test(folder)) return `${shown} is not relative to the project`;
  if (folder.includes('\\')) return `${shown} has backslashes`;
  if (folder.length > 200) return `it is ${String(folder.length)} characters long`;
  for (const segment of folder.split('/')) {
    if (segment === '..') return `${shown} leaves the project`;
    if (segment === '' || segment === '.') return `${shown} has an empty segment`;
    if (!SEGMENT.test(segment)) return `${shown} has a segment that is not portable`;
  }
  return undefined;
}
