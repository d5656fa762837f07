import { isAbsolute, join } from 'node:path';
import type { Options } from 'prettier';
import { TrifoldError } from '../shared/errors.js';
import { messageOf } from '../shared/nodeErrors.js';
import { resolveFrom, type Prettier } from './loadPrettier.js';

/**
 * The options Prettier would use for a file; undefined when it has no parser for it.
 * Throws FORMAT_CONFIG_INVALID when the configuration cannot be loaded.
 */
export async function resolveOptions(
  prettier: Prettier,
  root: string,
  path: string,
): Promise<Options | undefined> {
  const filepath = isAbsolute(path) ? path : join(root, path);
  try {
    const config = (await prettier.resolveConfig(filepath, { editorconfig: true })) ?? {};
    const configFile = await prettier.resolveConfigFile(filepath);
    const plugins = absolutePlugins(config.plugins, configFile ?? join(root, 'package.json'));
    const { inferredParser } = await prettier.getFileInfo(filepath, {
      plugins,
      resolveConfig: true,
    });
    if (config.parser === undefined && inferredParser === null) return undefined;
    return { ...config, plugins, filepath };
  } catch (error) {
    throw configInvalid(error);
  }
}

/** Prettier looks bare plugin names up from the working directory; the project's are next to its configuration. */
function absolutePlugins(
  plugins: Options['plugins'],
  from: string,
): NonNullable<Options['plugins']> {
  return (plugins ?? []).map((plugin) =>
    typeof plugin === 'string' ? (resolveFrom(from, plugin) ?? plugin) : plugin,
  );
}

function configInvalid(error: unknown): TrifoldError {
  const [problem] = messageOf(error).split('\n');
  return new TrifoldError(
    'FORMAT_CONFIG_INVALID',
    "cannot load the project's Prettier configuration",
    {
      why: problem,
      fix: 'make `npx prettier --check package.json` work in the project first',
      cause: error,
    },
  );
}
