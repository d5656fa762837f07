import type { TimelineEvent } from '../engine/index.js';

/** All runs that one run has led to: generated workflows label them with its id. */
export interface RunTree {
  /** The label that its runs share, or the id of a run without one. */
  readonly key: string;
  /** Engine time in milliseconds since the epoch. */
  readonly startedAt: number;
  lastEndAt: number;
  /** By the path of the route, in the order in which they came up. */
  readonly layers: Map<string, LayerProgress>;
  readonly problems: RunProblem[];
}

export interface LayerProgress {
  succeeded: number;
  failed: number;
  canceled: number;
  retries: number;
  /** By run id. */
  readonly open: Map<string, OpenRun>;
}

export interface OpenRun {
  readonly startedAt: number;
  stepsDone: number;
  /** `held` by flow control, `waiting` for an event, or `sleeping` until a time. */
  state: 'running' | 'held' | 'waiting' | 'sleeping' | 'retrying';
  /** When it goes on after a sleep, or starts after a delay. */
  wakesAt: number | undefined;
  /** When its retry is due, and why there is one. */
  retry: { readonly dueAt: number; readonly problem: string } | undefined;
}

/** Why a run has failed, or was canceled. */
export interface RunProblem {
  readonly runId: string;
  readonly path: string;
  readonly stepName: string | undefined;
  readonly message: string;
}

/** Numbers of the whole session. */
export interface RunTotals {
  readonly started: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly canceled: number;
  readonly retries: number;
}

/** Problems of a tree that are kept. */
const KEPT_PROBLEMS = 5;

interface Place {
  readonly tree: RunTree;
  readonly path: string;
  readonly layer: LayerProgress;
  readonly run: OpenRun;
}

/** Follows the timeline of the engine; what has ended is forgotten once it was taken. */
export class RunTrees {
  readonly #trees = new Map<string, RunTree>();
  /** Runs in progress by their ids. */
  readonly #places = new Map<string, Place>();
  readonly #totals = { started: 0, succeeded: 0, failed: 0, canceled: 0, retries: 0 };

  get totals(): RunTotals {
    return { ...this.#totals };
  }

  /** Trees with a run in progress, oldest first. */
  open(): RunTree[] {
    return [...this.#trees.values()].filter(isOpen);
  }

  /** Trees whose runs have all ended, each once. */
  takeEnded(): RunTree[] {
    const ended = [...this.#trees.values()].filter((tree) => !isOpen(tree));
    for (const tree of ended) this.#trees.delete(tree.key);
    return ended;
  }

  /** The run of an event while it is in progress. */
  find({ runId = '' }: TimelineEvent): OpenRun | undefined {
    return this.#places.get(runId)?.run;
  }

  /** `problem` says what went wrong in the delivery of the event. */
  add(event: TimelineEvent, problem = ''): void {
    if (event.type === 'triggered') return this.#start(event);
    const place = this.#places.get(event.runId ?? '');
    if (place === undefined) return;
    const { layer, run } = place;
    switch (event.type) {
      case 'step-appended':
        if (event.detail !== 'plan') run.stepsDone += 1;
        return;
      case 'held':
      case 'waiting':
        run.state = event.type;
        return;
      case 'delayed':
        run.state = 'sleeping';
        run.wakesAt = event.dueAt;
        return;
      case 'delivered':
        run.state = 'running';
        return;
      case 'retry-scheduled':
        run.state = 'retrying';
        run.retry = { dueAt: event.dueAt ?? event.at, problem };
        layer.retries += 1;
        this.#totals.retries += 1;
        return;
      case 'run-succeeded':
        return this.#end(event, place, 'succeeded');
      case 'run-failed':
        keepProblem(place, event, event.detail ?? '');
        return this.#end(event, place, 'failed');
      case 'run-canceled':
        if (run.retry !== undefined) keepProblem(place, event, run.retry.problem);
        return this.#end(event, place, 'canceled');
      default:
    }
  }

  #start({ at, runId = '', path = '', label }: TimelineEvent): void {
    const key = label ?? runId;
    const tree = this.#trees.get(key) ?? newTree(key, at);
    const layer = tree.layers.get(path) ?? newLayer();
    const run: OpenRun = {
      startedAt: at,
      stepsDone: 0,
      state: 'running',
      wakesAt: undefined,
      retry: undefined,
    };
    this.#trees.set(key, tree);
    tree.layers.set(path, layer);
    layer.open.set(runId, run);
    this.#places.set(runId, { tree, path, layer, run });
    this.#totals.started += 1;
  }

  #end(
    { at, runId = '' }: TimelineEvent,
    { tree, layer }: Place,
    as: 'succeeded' | 'failed' | 'canceled',
  ): void {
    this.#places.delete(runId);
    layer.open.delete(runId);
    layer[as] += 1;
    this.#totals[as] += 1;
    tree.lastEndAt = at;
  }
}

function isOpen({ layers }: RunTree): boolean {
  return [...layers.values()].some(({ open }) => open.size > 0);
}

function newTree(key: string, at: number): RunTree {
  return { key, startedAt: at, lastEndAt: at, layers: new Map(), problems: [] };
}

function newLayer(): LayerProgress {
  return { succeeded: 0, failed: 0, canceled: 0, retries: 0, open: new Map() };
}

function keepProblem({ tree, path }: Place, event: TimelineEvent, message: string): void {
  const { runId = '', stepName } = event;
  if (tree.problems.length < KEPT_PROBLEMS) tree.problems.push({ runId, path, stepName, message });
}
