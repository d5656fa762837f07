import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** A process as a user would start it, from its beginning to its end, its threads included. */
export interface Measured {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly maxRssMb: number;
  readonly output: string;
}

const usageSchema = z.object({
  userCPUTime: z.number(),
  systemCPUTime: z.number(),
  maxRSS: z.number(),
});

const NOTE_USAGE = fileURLToPath(new URL('./noteUsage.mjs', import.meta.url));

/** Runs a Node script. Exit code 1 is fine: linters end so when they find something. */
export async function measured(
  folder: string,
  script: string,
  args: readonly string[],
): Promise<Measured> {
  const usageFile = join(folder, 'usage.json');
  const start = performance.now();
  const child = spawn(process.execPath, ['--import', NOTE_USAGE, script, ...args], {
    cwd: folder,
    env: { ...process.env, USAGE_FILE: usageFile },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  const seconds = (performance.now() - start) / 1_000;
  if (code !== 0 && code !== 1) throw new Error(`${script} ended with ${String(code)}`);
  const usage = usageSchema.parse(JSON.parse(await readFile(usageFile, 'utf8')));
  await rm(usageFile);
  return {
    seconds,
    cpuSeconds: (usage.userCPUTime + usage.systemCPUTime) / 1_000_000,
    maxRssMb: usage.maxRSS / 1_024,
    output,
  };
}
