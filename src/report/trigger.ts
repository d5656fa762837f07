import type { Colors } from 'picocolors/types.js';
import { firstLine, lastSegment } from './run-tree-text.js';
import { tableText } from './table.js';

/** What has become of a run that was triggered, and of all that it has led to. */
export interface TriggerOutcome {
  readonly runId: string;
  readonly state: 'RUN_STARTED' | 'RUN_SUCCESS' | 'RUN_FAILED' | 'RUN_CANCELED';
  /** What the entry layer has answered: its statistics. */
  readonly result: unknown;
  readonly layers: readonly LayerOutcome[];
  readonly failures: readonly RunFailure[];
}

/** How many runs of a route have ended how. */
export interface LayerOutcome {
  readonly path: string;
  readonly succeeded: number;
  readonly failed: number;
  readonly canceled: number;
}

export interface RunFailure {
  readonly runId: string;
  readonly path: string;
  /** The handler's own, where it has thrown. */
  readonly message: string;
}

export interface TriggerReport extends TriggerOutcome {
  readonly workflow: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Failures that are written out. */
const SHOWN_FAILURES = 5;

/** Whether every run has succeeded. */
export function isClean({ state, layers }: TriggerOutcome): boolean {
  return state === 'RUN_SUCCESS' && layers.every(({ failed, canceled }) => failed + canceled === 0);
}

/** The statistics, the runs per layer where there is more than one, and what failed. */
export function triggerText(report: TriggerReport, colours: Colors): string {
  const { workflow, runId, result, layers, failures } = report;
  const word = isClean(report) ? colours.green('done') : colours.red(wordFor(report));
  const sections = [
    tableText(statisticsOf(result)),
    layers.length > 1 ? tableText(layerRows(layers)) : '',
    failures
      .slice(0, SHOWN_FAILURES)
      .map((failure) => `  ${failureText(failure, colours)}\n`)
      .join('') + more(failures.length - SHOWN_FAILURES),
    messageOf(result),
  ];
  const body = sections.filter((section) => section !== '').map((section) => `\n${section}`);
  return `${word} ${workflow}  ${colours.dim(runId)}\n${body.join('')}`;
}

/** The one JSON document of `trigger`. */
export function triggerJson(report: TriggerReport) {
  const { workflow, runId, payload, state, result, layers, failures } = report;
  return {
    workflow,
    workflowRunId: runId,
    payload,
    state,
    result: result ?? null,
    layers,
    failures,
  };
}

function wordFor({ state }: TriggerOutcome): string {
  return state === 'RUN_CANCELED' ? 'canceled' : 'failed';
}

/** `totalEligible: 130` → `total eligible  130`. */
function statisticsOf(result: unknown): string[][] {
  if (typeof result !== 'object' || result === null) return [];
  return Object.entries(result)
    .filter(([name, value]) => !UNCOUNTED.includes(name) && isScalar(value))
    .map(([name, value]) => [wordsOf(name), String(value)]);
}

/** Said in other words. */
const UNCOUNTED = ['success', 'dryRun', 'message'];

function messageOf(result: unknown): string {
  if (typeof result === 'string') return `${result}\n`;
  if (typeof result !== 'object' || result === null || !('message' in result)) return '';
  return typeof result.message === 'string' ? `${result.message}\n` : '';
}

function layerRows(layers: readonly LayerOutcome[]): string[][] {
  const hasCanceled = layers.some(({ canceled }) => canceled > 0);
  return [
    ['', 'done', 'failed', ...(hasCanceled ? ['canceled'] : [])],
    ...layers.map(({ path, succeeded, failed, canceled }) => [
      lastSegment(path),
      String(succeeded),
      String(failed),
      ...(hasCanceled ? [String(canceled)] : []),
    ]),
  ];
}

function failureText({ path, message, runId }: RunFailure, colours: Colors): string {
  return `${colours.red(lastSegment(path))}: ${firstLine(message)}  ${colours.dim(runId)}`;
}

function more(count: number): string {
  return count > 0 ? `  and ${String(count)} more\n` : '';
}

function isScalar(value: unknown): boolean {
  return ['number', 'string', 'boolean'].includes(typeof value);
}

function wordsOf(name: string): string {
  return name.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
}
