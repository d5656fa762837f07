import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What decides how the files of a folder are formatted: the nearest folder, itself or one above, with a configuration. */
export interface ConfigPlace {
  readonly folder: string;
  /** Whether an .editorconfig counts as well, there or further up. */
  readonly hasEditorConfig: boolean;
}

/** Finds configurations, and reads each folder once; undefined where there is none. */
export type FindConfigPlace = (folder: string) => Promise<ConfigPlace | undefined>;

/**
 * Prettier itself asks for some twenty names in every folder on the way up, three times for each file, which for thousands
 * of files is slower than formatting them. What is in a file that looks like a configuration is left for it to judge.
 */
export function findsConfigPlaces(): FindConfigPlace {
  const known = new Map<string, Promise<ConfigPlace | undefined>>();
  return find;

  function find(folder: string): Promise<ConfigPlace | undefined> {
    const place = known.get(folder) ?? look(folder);
    known.set(folder, place);
    return place;
  }

  async function look(folder: string): Promise<ConfigPlace | undefined> {
    const names = await namesIn(folder);
    const parent = dirname(folder);
    const above = parent === folder ? undefined : await find(parent);
    if (!names.some(mayConfigure)) return above;
    const hasEditorConfig = names.includes('.editorconfig') || above?.hasEditorConfig === true;
    return { folder, hasEditorConfig };
  }
}

/** Prettier reads `.prettierrc*`, `prettier.config.*`, `package.json` and `package.yaml`. */
function mayConfigure(name: string): boolean {
  return name === '.editorconfig' || /prettier|^package\./.test(name);
}

/** A folder may not be there yet, or be closed to readers. */
async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
