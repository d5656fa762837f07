import { z } from 'zod';
import { isProjectPath } from '../host/paths.js';
import { fileId } from '../host/record.js';
import { parseJson } from '../shared/json.js';
import { messageOf } from '../shared/nodeErrors.js';
import { generateError } from './errors.js';
import type { Templates } from './templates.js';

/** The template that says which other template writes which file. */
export const FILE_LIST = 'files.json';

const listedFile = z.strictObject({
  /** Its path below the templates folder, without `.hbs`. */
  template: z.string().min(1),
  path: z.string().refine(isProjectPath, 'not a path inside the project'),
  owner: z.enum(['managed', 'yours']).default('managed'),
  scope: z.enum(['workflow', 'project']).default('workflow'),
  when: z.boolean().default(true),
});

const fileList = z.record(fileId, listedFile);

type ListedFile = z.output<typeof listedFile> & { readonly id: string };

/**
 * The files that a workflow has by its answers, in the order of the list.
 *
 * @throws TrifoldError GEN_FILE_LIST_INVALID, and as `Templates`
 */
export function listedFiles(templates: Templates, view: object): ListedFile[] {
  const text = templates(FILE_LIST)(view);
  return Object.entries(readList(text))
    .filter(([, { when }]) => when)
    .map(([id, file]) => ({ id, ...file }));
}

/** Whether a list, unrendered, has an entry for a template, whatever the answers. */
export function listsTemplate(list: string, template: string): boolean {
  const entries = [...list.matchAll(/"template"\s*:\s*"([^"]*)"/g)].flatMap(
    ([, name]) => name ?? [],
  );
  return entries.some((name) => patternOf(name).test(template));
}

function patternOf(name: string): RegExp {
  const literals = name
    .split(/\{\{[^}]*\}\}/)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${literals.join('[^/]+')}$`);
}

function readList(text: string): z.output<typeof fileList> {
  try {
    return fileList.parse(parseJson(text));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : messageOf(cause);
    throw generateError(
      'GEN_FILE_LIST_INVALID',
      `${FILE_LIST}.hbs does not print a list of files`,
      {
        why,
        fix: 'correct it in your templates folder; `trifold eject --diff` compares it with ours',
        cause,
      },
    );
  }
}
