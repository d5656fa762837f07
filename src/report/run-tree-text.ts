import type { Colors } from 'picocolors/types.js';
import { durationText, timeOf } from './durations.js';
import type { LayerProgress, OpenRun, RunProblem, RunTree } from './run-trees.js';

/** A tree of runs as lines: its title, a line per layer, and what failed. `now` is engine time. */
export function runTreeLines(tree: RunTree, now: number, colours: Colors): string[] {
  const layers = [...tree.layers];
  const width = Math.max(...layers.map(([path]) => lastSegment(path).length));
  return [
    titleLine(tree, now, colours),
    ...layers.flatMap(([path, layer]) => [
      `    ${lastSegment(path).padEnd(width)}  ${layerText(layer, now, colours)}`,
      ...nextRetry(layer).map(({ problem }) => `      ${colours.yellow(firstLine(problem))}`),
    ]),
    ...tree.problems.map((problem) => `      ${problemText(problem, colours)}`),
  ];
}

export function firstLine(text: string): string {
  return text.split('\n', 1).join('');
}

/** `/api/workflows/digest/process-users` → `process-users`. */
export function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function titleLine(tree: RunTree, now: number, colours: Colors): string {
  const isOpen = [...tree.layers.values()].some(({ open }) => open.size > 0);
  const duration = durationText((isOpen ? now : tree.lastEndAt) - tree.startedAt);
  const [path = ''] = tree.layers.keys();
  const mark = isOpen ? colours.cyan('•') : endMark([...tree.layers.values()], colours);
  return `${mark} ${colours.bold(titleOf(path))}  ${colours.dim(tree.key)}  ${duration}`;
}

function endMark(layers: readonly LayerProgress[], colours: Colors): string {
  if (layers.some(({ failed }) => failed > 0)) return colours.red('✗');
  if (layers.some(({ canceled }) => canceled > 0)) return colours.yellow('–');
  return colours.green('✓');
}

/** `/api/workflows/digest/process-users` → `digest`; a route of another shape is its path. */
function titleOf(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  return segments.length < 3 ? path : (segments.at(-2) ?? path);
}

function layerText(layer: LayerProgress, now: number, colours: Colors): string {
  const runs = [...layer.open.values()];
  const count = (wanted: OpenRun['state']) => runs.filter(({ state }) => state === wanted).length;
  return [
    counted(layer.succeeded, 'done', colours.green),
    counted(count('running'), `running${stepsOf(runs)}`, colours.cyan),
    counted(count('waiting'), 'waiting for an event', colours.cyan),
    counted(count('sleeping'), `sleeping${wakeText(runs, now)}`, colours.cyan),
    counted(count('held'), 'held by flow control', colours.cyan),
    counted(count('retrying'), `retrying${dueText(layer, now)}`, colours.yellow),
    counted(layer.failed, 'failed', colours.red),
    counted(layer.canceled, 'canceled', colours.yellow),
    counted(layer.retries, layer.retries === 1 ? 'retry' : 'retries', colours.dim),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** The progress of a run that is alone; that of many is how many are done. */
function stepsOf(runs: readonly OpenRun[]): string {
  const [run, ...others] = runs;
  if (run === undefined || others.length > 0 || run.stepsDone === 0) return '';
  return ` (${String(run.stepsDone)} ${run.stepsDone === 1 ? 'step' : 'steps'} done)`;
}

/** The one that wakes up first. */
function wakeText(runs: readonly OpenRun[], now: number): string {
  const times = runs.flatMap(({ state, wakesAt }) =>
    state === 'sleeping' && wakesAt !== undefined ? [wakesAt] : [],
  );
  if (times.length === 0) return '';
  const at = Math.min(...times);
  return ` until ${timeOf(at, now)} (in ${durationText(at - now)})`;
}

function dueText(layer: LayerProgress, now: number): string {
  return nextRetry(layer)
    .map(({ dueAt }) => ` in ${durationText(dueAt - now)}`)
    .join('');
}

/** The retry that is due first, or none. */
function nextRetry({ open }: LayerProgress): NonNullable<OpenRun['retry']>[] {
  return [...open.values()]
    .flatMap(({ state, retry }) => (state === 'retrying' && retry !== undefined ? [retry] : []))
    .sort((a, b) => a.dueAt - b.dueAt)
    .slice(0, 1);
}

function problemText({ runId, path, stepName, message }: RunProblem, colours: Colors): string {
  const where = stepName === undefined ? lastSegment(path) : `${lastSegment(path)} in ${stepName}`;
  return `${colours.red(where)}: ${firstLine(message)}  ${colours.dim(runId)}`;
}

function counted(number: number, what: string, colour: (text: string) => string): string {
  return number === 0 ? '' : colour(`${String(number)} ${what}`);
}
