import { ts } from '../../typescript.js';
import type { EditedSources, FileEdit, Place } from '../editedSources.js';
import { importNames } from '../importNames.js';
import {
  addProperties,
  callsIn,
  commentsAbove,
  propertyName,
  propertyOf,
  valueOf,
} from '../nodes.js';
import { done, type MigrationNote } from './pass.js';
import { portable } from '../portable.js';
import type { ServeCall } from './serveCalls.js';
import { leadsTo, membershipsOf } from './serveMany.js';
import type { GivenOption } from './givenOptions.js';
import type { Start } from './triggerCalls.js';

/** Edits that are made together, or why they cannot be. */
export type Move =
  | { readonly edits: readonly FileEdit[]; readonly notes: readonly MigrationNote[] }
  | { readonly problem: string };

/** Writes an option of what is served to everything that starts it. */
export function moveTo(
  sources: EditedSources,
  { property, literal }: GivenOption,
  serve: ServeCall,
  starts: readonly Start[],
): Move {
  const name = propertyName(property) ?? '';
  const value = valueOf(property);
  const targets = targetsOf(sources, serve, starts);
  const where = serve.name === 'serve' ? 'client.trigger' : 'context.invoke';
  if (targets.length === 0) {
    const what = serve.route ?? 'this route';
    return { problem: `1.x ignores ${name} here; no ${where} of ${what} was found, pass it there` };
  }
  const edits: FileEdit[] = [];
  const notes: MigrationNote[] = [];
  for (const target of targets) {
    const { path, node, by } = target;
    if (propertyOf(node, name) && by !== 'parameter') {
      const what = serve.route ?? 'a workflow';
      notes.push(done(path, `${name} of the trigger of ${what} now holds for the whole run`));
      continue;
    }
    const from = { path: literal.path, node: value ?? literal.node };
    const text = value && portable(sources, from, path, { given: serve.given });
    const isGone = serve.name === 'createWorkflow' && name === 'failureUrl';
    if (!text || by !== 'trigger' || isGone) {
      return { problem: `1.x ignores ${name} here; pass it to the ${where} in ${path}` };
    }
    const comments = commentsAbove(property);
    const written = text.text === name ? name : `${name}: ${text.text}`;
    edits.push(add(target, `${comments && `${comments}\n`}${written}`));
    edits.push(
      ...text.imports.flatMap((each) => importNames(sources, path, each.specifier, [each.name])),
    );
    notes.push(done(path, `${name} moved here from ${literal.path}`));
  }
  const files = [...new Set(targets.map(({ path }) => path))].join(', ');
  return { edits, notes: [...notes, done(literal.path, `${name} moved to ${files}`)] };
}

function targetsOf(
  sources: EditedSources,
  serve: ServeCall,
  starts: readonly Start[],
): readonly Start[] {
  const { route, name } = serve;
  if (name === 'serve')
    return starts.filter((start) => route !== undefined && start.route === route);
  const workflow = { path: serve.path, node: serve.call };
  const names = membershipsOf(sources, workflow).map((each) => each.name);
  const triggered = starts.filter((start) => names.includes(start.route?.split('/').at(-1) ?? ''));
  return [...invocationsOf(sources, workflow), ...triggered];
}

/** Before what is spread in, which may bring a value of its own; else at the end. */
function add({ path, node }: Start, property: string): FileEdit {
  if (!node.properties.some(ts.isSpreadAssignment))
    return addProperties({ path, node }, [property]);
  const at = node.getStart() + 1;
  return {
    path,
    start: at,
    end: at,
    text: property.includes('//') ? `\n${property},\n` : ` ${property},`,
  };
}

/** `context.invoke('name', { workflow, … })` of a workflow made with `createWorkflow`. */
function invocationsOf(sources: EditedSources, made: Place<ts.CallExpression>): Start[] {
  return sources
    .paths()
    .filter((path) => sources.text(path).includes('.invoke'))
    .flatMap((path) =>
      callsIn(sources.tree(path)).flatMap(({ expression, arguments: given }): Start[] => {
        const [, settings] = given;
        const isInvoke =
          ts.isPropertyAccessExpression(expression) && expression.name.text === 'invoke';
        if (!isInvoke || !settings || !ts.isObjectLiteralExpression(settings)) return [];
        const property = propertyOf(settings, 'workflow');
        const workflow = property && valueOf(property);
        const isThis = workflow && leadsTo(sources, { path, node: workflow }, made);
        return isThis ? [{ path, node: settings, route: undefined, by: 'trigger' }] : [];
      }),
    );
}
