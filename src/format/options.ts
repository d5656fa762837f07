import { dirname, isAbsolute, join } from 'node:path';
import type { Options } from 'prettier';
import { TrifoldError } from '../shared/errors.js';
import { messageOf } from '../shared/nodeErrors.js';
import { findsConfigPlaces } from './configPlace.js';
import { resolveFrom, type Prettier } from './loadPrettier.js';

/** The options Prettier would use for a file; undefined when it has no parser for it. */
export type ResolveOptions = (path: string) => Promise<Options | undefined>;

/**
 * Resolves the options of many files; configurations are looked for once.
 * What is returned throws FORMAT_CONFIG_INVALID when the configuration cannot be loaded.
 */
export function optionsResolver(prettier: Prettier, root: string): ResolveOptions {
  const findPlace = findsConfigPlaces();
  const configFiles = new Map<string, Promise<string | null>>();

  return async (path) => {
    const filepath = isAbsolute(path) ? path : join(root, path);
    try {
      const place = await findPlace(dirname(filepath));
      const configFile = place ? await configFileOf(place.folder) : null;
      const hasEditorConfig = place?.hasEditorConfig === true;
      const config = await configOf(prettier, filepath, { configFile, hasEditorConfig });
      const plugins = absolutePlugins(config.plugins, configFile ?? join(root, 'package.json'));
      if (config.parser === undefined) {
        const given = { plugins, resolveConfig: false };
        const { inferredParser } = await prettier.getFileInfo(filepath, given);
        if (inferredParser === null) return undefined;
      }
      return { ...config, plugins, filepath };
    } catch (error) {
      throw configInvalid(error);
    }
  };

  /** Of every file whose nearest folder with something like a configuration is this one. */
  function configFileOf(folder: string): Promise<string | null> {
    const file = configFiles.get(folder) ?? prettier.resolveConfigFile(join(folder, 'any'));
    configFiles.set(folder, file);
    return file;
  }
}

async function configOf(
  prettier: Prettier,
  filepath: string,
  found: { configFile: string | null; hasEditorConfig: boolean },
): Promise<Options> {
  const { configFile, hasEditorConfig: editorconfig } = found;
  if (configFile === null && !editorconfig) return {};
  const config = configFile ?? undefined;
  return (
    (await prettier.resolveConfig(filepath, { editorconfig, ...(config && { config }) })) ?? {}
  );
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
