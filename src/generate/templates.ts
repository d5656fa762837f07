import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';
import { generateError } from './errors.js';

/** A template by its path below the templates folder, without `.hbs`: `workflow/index.ts`. */
export type Templates = (path: string) => (view: object) => string;

/** The folder of this package's own templates; the same place relative to `src/` and to `dist/`. */
export const OWN_TEMPLATES = fileURLToPath(new URL('../../templates', import.meta.url));

/**
 * Reads and compiles templates on demand, each once. They run strict (an unknown name is an error, never an empty
 * string) and unescaped (they print code, not HTML), on an instance of their own without registered helpers.
 *
 * @throws TrifoldError GEN_TEMPLATE_MISSING, GEN_TEMPLATE_BROKEN
 */
export function templatesIn(folder: string = OWN_TEMPLATES): Templates {
  const handlebars = Handlebars.create();
  const compiled = new Map<string, (view: object) => string>();
  return (path) => {
    const known = compiled.get(path);
    if (known) return known;
    const template = handlebars.compile(sourceOf(folder, path), { noEscape: true, strict: true });
    const render = (view: object) => rendered(path, () => template(view));
    compiled.set(path, render);
    return render;
  };
}

function sourceOf(folder: string, path: string): string {
  const file = `${folder}/${path}.hbs`;
  try {
    return readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  } catch (cause) {
    throw generateError('GEN_TEMPLATE_MISSING', `the template ${path}.hbs cannot be read`, {
      why: cause instanceof Error ? cause.message : String(cause),
      fix: 'restore it in your templates folder, or take its entry out of files.json.hbs there; without such a folder, reinstall trifold',
      cause,
    });
  }
}

function rendered(path: string, render: () => string): string {
  try {
    return render();
  } catch (cause) {
    throw generateError('GEN_TEMPLATE_BROKEN', `the template ${path}.hbs does not render`, {
      why: cause instanceof Error ? cause.message : String(cause),
      fix: 'correct the template; the message names the line or the unknown name',
      cause,
    });
  }
}
