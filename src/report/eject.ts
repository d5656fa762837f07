import type { Colors } from 'picocolors/types.js';
import type { Ejection } from '../generate/eject.js';
import { colourDiff, fileDiff } from './diff.js';
import { treeText } from './tree.js';

export interface EjectionReport {
  readonly ejection: Ejection;
  /** False for a preview. */
  readonly written: boolean;
}

/** What was copied, and what is left to configure. */
export function ejectionText({ ejection, written }: EjectionReport, colours: Colors): string {
  const { files, folder, configure } = ejection;
  const tree = treeText(files.map(({ path, status }) => ({ path, remark: colours.dim(status) })));
  const end = written
    ? `${colours.green('done')} the templates in ${folder} are yours: edit them, then run \`trifold regenerate\`\n`
    : 'nothing was written\n';
  const byHand = configure
    ? `${colours.yellow('next')} add to ${configure.place}: ${configure.line}\n`
    : '';
  return `${tree}\n${end}${byHand}`;
}

/** From what is in the project to Trifold's templates. */
export function ejectionDiff({ ejection }: EjectionReport, colours: Colors): string {
  return ejection.files.map((file) => colourDiff(fileDiff(file), colours)).join('');
}

/** The one JSON document of `eject`. */
export function ejectionJson({ ejection, written }: EjectionReport) {
  const { folder, files, configure } = ejection;
  return {
    folder,
    written,
    files: files.map(({ path, status }) => ({ path, status })),
    configure: configure ?? null,
  };
}
