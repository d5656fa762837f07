import type { FieldFact, TriggerFact } from '../code/facts/configurationFacts.js';
import type { Facts, WorkflowFacts } from '../code/facts/workflowFacts.js';
import { routeUrlOf } from '../shared/routeUrl.js';
import type { TextEdit } from './finding.js';
import { allTriggers, fieldOf } from './given.js';
import { servedWorkflows } from './served.js';

/**
 * What moves an option of `serve` to the trigger of the route. None where a person must decide: several triggers or none
 * reach it, or one of unknown aim may; either side is not written out in its call; the value needs names of its file.
 */
export function moveToTrigger(
  facts: Facts,
  { optionsInPlace, origin, mounts }: Pick<WorkflowFacts, 'optionsInPlace' | 'origin' | 'mounts'>,
  { name, at, written }: FieldFact,
): TextEdit[] {
  // A router may have more before the path that it is given.
  const urlPath = mounts.length > 0 ? undefined : routeUrlOf(origin);
  if (!optionsInPlace || urlPath === undefined || !at || !written) return [];
  const options = onlyTriggerOf(facts, urlPath)?.options;
  if (options?.kind !== 'object' || !options.at || !options.isWhole) return [];
  if (fieldOf(options, name) || !isSelfContained(written.value)) return [];
  const { line, column } = options.at;
  const behindBrace = { line, column: column + 1 };
  return [
    { path: at.path, start: { line: at.line, column: at.column }, end: written.end, text: '' },
    {
      path: options.at.path,
      start: behindBrace,
      end: behindBrace,
      text: ` ${name}: ${written.value},`,
    },
  ];
}

function onlyTriggerOf(facts: Facts, urlPath: string): TriggerFact | undefined {
  const triggers = allTriggers(facts);
  const reached = triggers.map((trigger) => reaches(trigger, urlPath));
  const workflows = servedWorkflows(facts).filter((each) => routeUrlOf(each.origin) === urlPath);
  if (workflows.length > 1 || reached.includes('maybe')) return undefined;
  const found = triggers.filter((_, index) => reached[index] === 'yes');
  const [first] = found;
  if (!first?.optionsInPlace || first.batch !== undefined) return undefined;
  // A function that triggers several routes is called with the url of each.
  const here = triggers.filter(({ at }) => placeOf(at) === placeOf(first.at));
  const isOne = found.every(({ at }) => placeOf(at) === placeOf(first.at));
  return isOne && here.length === found.length ? first : undefined;
}

function reaches({ options }: TriggerFact, urlPath: string): 'yes' | 'no' | 'maybe' {
  const url = fieldOf(options, 'url')?.value;
  const text =
    url?.kind === 'text'
      ? url.end
      : url?.kind === 'constant' && typeof url.value === 'string'
        ? url.value.replace(/^https?:\/\/[^/]+/, '')
        : '';
  const [path = ''] = text.split(/[?#]/);
  if (path === urlPath) return 'yes';
  // What comes before is not known, and may be the rest of the path.
  return urlPath.endsWith(path) ? 'maybe' : 'no';
}

/** Numbers, strings without variables, and objects of such. */
function isSelfContained(text: string): boolean {
  const withoutStrings = text.replaceAll(/'[^'\\\n]*'|"[^"\\\n]*"|`[^`$\\]*`/g, '0');
  const withoutNames = withoutStrings.replaceAll(/\b\w+(?=\s*:)/g, '');
  return /^[\s\d_.,:{}()+*-]*$/.test(withoutNames);
}

function placeOf({ path, line, column }: TriggerFact['at']): string {
  return `${path}:${line}:${column}`;
}
