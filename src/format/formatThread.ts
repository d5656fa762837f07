import { parentPort, workerData } from 'node:worker_threads';
import { TrifoldError } from '../shared/errors.js';
import { createFormatter } from './formatter.js';
import type { FormatAnswer, FormatTask } from './formatInThreads.js';

// A thread of `formatInThreads`: it is given texts, and answers each as it is formatted.
const format = createFormatter(String(workerData));

parentPort?.on('message', (task: FormatTask) => {
  void answer(task).then((answered) => parentPort?.postMessage(answered));
});

async function answer({ id, path, content }: FormatTask): Promise<FormatAnswer> {
  try {
    return { id, text: await format(path, content) };
  } catch (error) {
    if (!(error instanceof TrifoldError)) return { id, failure: { bug: String(error) } };
    const { code, message, why, fix } = error;
    return { id, failure: { code, message, why, fix } };
  }
}
