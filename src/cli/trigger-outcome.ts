import { refusalText } from '../report/reported-error.js';
import type { LayerOutcome, RunFailure, TriggerOutcome } from '../report/trigger.js';
import type { RunLog } from './qstash.js';

/** What has become of a run and of all that it has led to. */
export function outcomeOf(runs: readonly RunLog[], rootId: string): TriggerOutcome {
  const root = runs.find(({ workflowRunId }) => workflowRunId === rootId);
  return {
    runId: rootId,
    state: root?.workflowState ?? 'RUN_STARTED',
    result: parsed(root?.workflowRunResponse),
    layers: layersOf(runs),
    failures: runs.filter(({ workflowState }) => workflowState === 'RUN_FAILED').map(failureOf),
  };
}

/** In the order in which they began: QStash lists the newest run first. */
function layersOf(runs: readonly RunLog[]): LayerOutcome[] {
  const layers = new Map<string, LayerOutcome>();
  for (const { workflowUrl, workflowState } of runs.toReversed()) {
    const path = new URL(workflowUrl).pathname;
    const layer = layers.get(path) ?? { path, succeeded: 0, failed: 0, canceled: 0 };
    layers.set(path, {
      path,
      succeeded: layer.succeeded + Number(workflowState === 'RUN_SUCCESS'),
      failed: layer.failed + Number(workflowState === 'RUN_FAILED'),
      canceled: layer.canceled + Number(workflowState === 'RUN_CANCELED'),
    });
  }
  return [...layers.values()];
}

function failureOf({ workflowRunId, workflowUrl, steps }: RunLog): RunFailure {
  const errors = steps.flatMap((group) => group.steps).flatMap((step) => step.errors ?? []);
  const last = errors.at(-1);
  const message =
    last === undefined ? 'QStash does not say why' : refusalText({ error: undefined, ...last });
  return { runId: workflowRunId, path: new URL(workflowUrl).pathname, message };
}

/** A result that is no JSON is shown as it is. */
function parsed(text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
