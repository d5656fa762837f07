import pc from 'picocolors';
import { type Plop, registerGenerators } from '../generate/plop.js';
import { errorText } from '../report/error.js';
import { generateSummary, generateTree } from '../report/generate.js';
import { type Host, isOwnRepository, openHost } from './host.js';
import { scaffold } from './scaffold.js';

/**
 * The plop pack of this package: `import trifold from 'trifold/plop'`, then `trifold(plop)` in a team's own plopfile adds
 * the generators `workflow` and `cloud-reexport`, which work in plop's destination folder.
 */
export default function trifold(plop: Plop): void {
  let opened: Promise<Host> | undefined;
  const host = () => (opened ??= openDestination(plop.getDestBasePath()));
  registerGenerators(plop, {
    defaults: async () => (await host()).defaults,
    generate: async (generator, answers, { force }) => {
      const colours = pc.createColors(pc.isColorSupported && process.stdout.isTTY);
      try {
        const report = await scaffold(await host(), answers, {
          write: true,
          onDifference: force ? 'overwrite' : 'stop',
          verify: true,
          ...(generator === 'cloud-reexport' && { only: 'cloud' }),
        });
        return `\n${generateTree(report.result, colours)}\n${generateSummary(report, colours)}`;
      } catch (cause) {
        // plop shows the message of an error and nothing else.
        throw new Error(errorText(cause, pc.createColors(false)).trimEnd(), { cause });
      }
    },
  });
}

async function openDestination(folder: string): Promise<Host> {
  return openHost(process.cwd(), (await isOwnRepository(folder)) ? undefined : folder);
}
