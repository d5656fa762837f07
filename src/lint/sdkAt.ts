import type { SdkFact } from '../code/facts/configurationFacts.js';
import type { Facts } from '../code/facts/workflowFacts.js';

type Sdks = Pick<Facts, 'sdks'>;

/** The SDK's major for a file, by the innermost package around it; undefined where it cannot be told. */
export function sdkAt(facts: Sdks, path: string): SdkFact['major'] {
  return innermost(facts, path)?.major;
}

/** Whether the flow control of the SDK that a file uses may know `ratePerSecond` alone. */
export function mayLackRate(facts: Sdks, path: string): boolean {
  return innermost(facts, path)?.mayLackRate === true;
}

function innermost({ sdks }: Sdks, path: string): SdkFact | undefined {
  const around = sdks.filter(({ folder }) => folder === '' || path.startsWith(`${folder}/`));
  return around.toSorted((a, b) => b.folder.length - a.folder.length)[0];
}
