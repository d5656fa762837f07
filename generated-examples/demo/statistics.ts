import type { Stage } from './stage.js';

const header = [
  '',
  'runs by layer',
  'deliveries',
  'retries',
  'results',
  'engine time',
  'real time',
];

/** A table of what each stage took, columns aligned. */
export function statisticsText(stages: readonly Stage[]): string[] {
  const rows = [header, ...stages.map(rowOf)];
  const widths = header.map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** How many runs of a stage were runs of this layer's route. */
export function runsOf(stage: Stage, layer: 'process' | 'paginate' | 'generate'): number {
  return stage.runs.filter((run) => run.path.includes(`/${layer}-`)).length;
}

function rowOf(stage: Stage): string[] {
  const count = (type: string) => stage.events.filter((event) => event.type === type).length;
  return [
    stage.title,
    (['process', 'paginate', 'generate'] as const).map((layer) => runsOf(stage, layer)).join(' / '),
    `${count('delivered')}`,
    `${count('retry-scheduled')}`,
    `${stage.counts.placeholders.saved + stage.counts.welcomes.saved}`,
    duration(stage.engineMs),
    duration(stage.realMs),
  ];
}

function duration(ms: number): string {
  return ms < 60_000
    ? `${(ms / 1_000).toFixed(1)} s`
    : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}
