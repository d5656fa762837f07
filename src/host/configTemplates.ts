import { parseJson, toJsonText } from '../shared/json.js';
import { configPlaces, loadConfig, PACKAGE_KEY } from './config.js';
import { type Project, readProjectFile } from './project.js';

/** How a configuration comes to name a templates folder. */
export type ConfigWithTemplates =
  | { readonly kind: 'named-already' }
  | { readonly kind: 'file'; readonly path: string; readonly text: string }
  | { readonly kind: 'by-hand'; readonly place: string; readonly line: string };

/**
 * The configuration with `templates`: a new file where there is none, JSON is rewritten, and code is left to the user.
 * Throws as `loadConfig`.
 */
export async function withTemplates(
  project: Project,
  templates: string,
): Promise<ConfigWithTemplates> {
  const config = await loadConfig(project);
  if (config.templates !== undefined && sameFolder(config.templates, templates)) {
    return { kind: 'named-already' };
  }
  const [place] = await configPlaces(project);
  if (place === undefined) {
    return { kind: 'file', path: 'trifold.config.json', text: toJsonText({ templates }) };
  }
  const text = place.endsWith('.json') ? await readProjectFile(project, place) : undefined;
  if (place === PACKAGE_KEY || text === undefined) {
    return { kind: 'by-hand', place, line: `templates: '${templates}'` };
  }
  const value = parseJson(text);
  const keys = typeof value === 'object' && value !== null ? value : {};
  return { kind: 'file', path: place, text: toJsonText({ ...keys, templates }) };
}

function sameFolder(one: string, other: string): boolean {
  const bare = (path: string) => path.replace(/^\.\//, '').replace(/\/$/, '');
  return bare(one) === bare(other);
}
