import { extname } from 'node:path';
import { TrifoldError } from '../shared/errors.js';
import { messageOf } from '../shared/nodeErrors.js';
import { loadPrettier, type Prettier } from './loadPrettier.js';
import { optionsResolver, type ResolveOptions } from './options.js';

/** Formats `content` as if it were the file at the absolute or root relative `path`, which need not exist. */
export type Formatter = (path: string, content: string) => Promise<string>;

/**
 * A formatter that follows the project's Prettier configuration and .editorconfig.
 * Prettier is loaded on the first call: the project's own when it is version 3 or later, else ours. Files of a kind that
 * Prettier does not know come back as they are.
 *
 * The formatter throws FORMAT_FAILED for a syntax error (with file, line and column) and FORMAT_CONFIG_INVALID when the
 * configuration or a plugin cannot be loaded.
 */
export function createFormatter(root: string): Formatter {
  let loaded: Promise<Loaded> | undefined;
  return async (path, content) => {
    loaded ??= load(root);
    const { prettier, resolveOptions } = await loaded;
    const options = await resolveOptions(path);
    if (options === undefined) return content;
    try {
      return await prettier.format(content, options);
    } catch (error) {
      throw formatFailed(path, error);
    }
  };
}

interface Loaded {
  readonly prettier: Prettier;
  readonly resolveOptions: ResolveOptions;
}

async function load(root: string): Promise<Loaded> {
  const prettier = await loadPrettier(root);
  return { prettier, resolveOptions: optionsResolver(prettier, root) };
}

/** Whether formatting would leave the content as it is. */
export async function isFixedPoint(
  format: Formatter,
  path: string,
  content: string,
): Promise<boolean> {
  return (await format(path, content)) === content;
}

/** Prettier's syntax errors begin with `Expression expected. (2:11)`, line and column from 1, before a code frame. */
function formatFailed(path: string, error: unknown): TrifoldError {
  const [firstLine = 'unknown error'] = messageOf(error).split('\n');
  const [, why = firstLine, position] = /^(.*) \((\d+:\d+)\)$/.exec(firstLine) ?? [];
  const where = position === undefined ? path : `${path}:${position}`;
  return new TrifoldError('FORMAT_FAILED', `Prettier cannot format ${where}`, {
    why,
    fix: `make it valid ${extname(path).slice(1)}; for a generated file the template is at fault`,
    cause: error,
  });
}
