import type { SourceFile } from '../host/readSources.js';
import type { Layer } from '../spec/layers.js';
import { regenerateError } from './errors.js';

/** The routes of a workflow where it is served, and what their folders say. */
export interface RouteFiles {
  /** Of the routes of all workflows. */
  readonly folder: string;
  readonly entities: string;
  /** `generate-user` */
  readonly execute: string;
  readonly files: Readonly<Record<Layer, string>>;
}

interface Found {
  readonly path: string;
  readonly folder: string;
  readonly layer: string;
}

/** `export { POST } from 'lobehub/src/app/api/workflows/digest/process-users/route';` and nothing else. */
const REEXPORT = /^\s*export\s*\{\s*POST\s*\}\s*from\s*['"]([^'"]+)['"];?\s*$/;

const ENDING = /\.[cm]?[jt]sx?$/;

/** @throws TrifoldError REGENERATE_CANNOT_ADOPT when the three routes cannot be found beside each other */
export function routeFilesOf(name: string, files: readonly SourceFile[]): RouteFiles {
  const found = servedRoutes(name, files);
  for (const process of found) {
    const entities = /^process-(.+)$/.exec(process.layer)?.[1];
    const beside = found.filter(({ folder }) => folder === process.folder);
    const paginate = beside.find(({ layer }) => layer === `paginate-${entities ?? ''}`);
    const rest = beside.filter((each) => each !== process && each !== paginate);
    const execute = rest.find(({ layer }) => sharesStart(layer, entities)) ?? rest[0];
    if (!entities || !paginate || !execute) continue;
    return {
      folder: process.folder,
      entities,
      execute: execute.layer,
      files: { process: process.path, paginate: paginate.path, execute: execute.path },
    };
  }
  throw cannotAdopt(name, found);
}

/** The cloud repository that re-exports the routes; undefined where no file does. */
export function cloudOf(
  { files }: RouteFiles,
  sources: readonly SourceFile[],
): { submodule: string; root: string } | undefined {
  const route = files.process.replace(ENDING, '');
  for (const { path, text } of sources) {
    const specifier = REEXPORT.exec(text)?.[1];
    if (specifier === undefined) continue;
    const own = path.replace(ENDING, '');
    // The routes lie in the cloud repository's submodule, or the cloud repository lies beside them.
    const inside = specifier === route ? commonEnd(own, specifier) : route;
    const submodule = without(specifier, inside);
    const root = without(own, inside);
    if (submodule !== undefined && submodule !== '' && root !== undefined) {
      return { submodule, root: root === '' ? '.' : root };
    }
  }
  return undefined;
}

function servedRoutes(name: string, files: readonly SourceFile[]): Found[] {
  const pattern = new RegExp(`^(.*)/${name}/([^/]+)/route\\.[cm]?[jt]sx?$`);
  return files.flatMap(({ path, text }) => {
    const [, folder, layer] = pattern.exec(path) ?? [];
    if (folder === undefined || layer === undefined || REEXPORT.test(text)) return [];
    return [{ path, folder, layer }];
  });
}

/** `generate-user` is about `users`; `purge` is about neither. */
function sharesStart(layer: string, entities = ''): boolean {
  const [last = ''] = layer.split('-').slice(-1);
  const word = entities.split('-').at(-1) ?? '';
  return word.slice(0, 3) === last.slice(0, 3);
}

/** Segments that both paths end with: `b/c` of `x/b/c` and `a/b/c`. */
function commonEnd(one: string, other: string): string {
  const [left, right] = [one.split('/').reverse(), other.split('/').reverse()];
  const length = left.findIndex((segment, index) => segment !== right[index]);
  return left
    .slice(0, length === -1 ? left.length : length)
    .reverse()
    .join('/');
}

/** `lobehub` of `lobehub/src/a` and `src/a`. */
function without(path: string, end: string): string | undefined {
  if (path === end) return '';
  return path.endsWith(`/${end}`) ? path.slice(0, -end.length - 1) : undefined;
}

function cannotAdopt(name: string, found: readonly Found[]) {
  const seen = found.map(({ path }) => path).join(', ');
  return regenerateError('REGENERATE_CANNOT_ADOPT', `the three routes of ${name} cannot be found`, {
    why:
      seen === ''
        ? `no route lies in a folder ${name}`
        : `there are ${seen}, but not process-{entities}, paginate-{entities} and {verb}-{entity} beside each other`,
    fix: 'name the folder of the routes, and give the three layers the names of the convention',
  });
}
