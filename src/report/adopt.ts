import type { Colors } from 'picocolors/types.js';
import type { Adoption } from '../regenerate/adopt.js';
import { treeText } from './tree.js';

export interface AdoptionReport {
  readonly adoption: Adoption;
  /** False for a preview. */
  readonly written: boolean;
}

/** The answers that were inferred, one a line. */
export function inferredText({ adoption }: AdoptionReport, colours: Colors): string {
  const { spec } = adoption;
  const { process, paginate, execute } = spec.flowControl;
  const { database, cloudReexport: cloud } = spec;
  const flags = spec.flags.map(({ name, type, layers }) => `${name}:${type}@${layers.join(',')}`);
  const rows: [string, string][] = [
    ['entity', `${spec.entity}, plural ${spec.entities}`],
    ['verb', spec.verb],
    ['routes', spec.paths.routes],
    ['class', spec.paths.workflows],
    [
      'payloads',
      `${spec.payloadTypes.process}, ${spec.payloadTypes.paginate}, ${spec.payloadTypes.execute}`,
    ],
    ['flags', flags.join(' ') || 'none'],
    [
      'pages',
      `${String(spec.pageSize)} ids, chunks of ${String(spec.chunkSize)}, dispatch ${spec.dispatch}`,
    ],
    ['ceiling', spec.maxItems === undefined ? 'none' : `${String(spec.maxItems)} items a run`],
    ['process', `${String(process.parallelism)} at once, ${String(process.rate)}/s`],
    ['paginate', `${String(paginate.parallelism)} at once, ${String(paginate.rate)}/s`],
    [
      'execute',
      `${String(execute.parallelism)} at once, ${String(execute.itemsPerSecond)} items/s`,
    ],
    ['filter', spec.filter],
    ['database', database === null ? 'none' : `${database.name} of ${database.import}`],
    ['logs', spec.logNamespace],
    ['sdk', String(spec.sdk)],
    ['test', spec.test ? 'yes' : 'none'],
    ['cloud', cloud === null ? 'none' : `re-exports ${cloud.submodule}, in ${cloud.root}`],
  ];
  const width = Math.max(...rows.map(([key]) => key.length));
  return rows.map(([key, value]) => `  ${colours.dim(key.padEnd(width))}  ${value}\n`).join('');
}

/** What the record holds now, and what it means. */
export function adoptionText({ adoption, written }: AdoptionReport, colours: Colors): string {
  const tree = treeText(
    adoption.files.map(({ path, status }) => ({
      path,
      remark:
        status === 'adopted' ? colours.green('adopted') : colours.dim('not there, stays away'),
    })),
  );
  if (!written) return `${tree}\nnothing was written\n`;
  return `${tree}\n${colours.green('done')} ${adoption.spec.name} is recorded; no file of yours was touched\n`;
}

/** The one JSON document of `adopt`. */
export function adoptionJson({ adoption, written }: AdoptionReport) {
  return { spec: adoption.spec, written, files: adoption.files };
}
