import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { z } from 'zod';

/** Not under version control, and inside the repository, so that packages are found. */
const OUTPUT = fileURLToPath(new URL('../.generated/', import.meta.url));

export interface ChildOptions {
  readonly args: readonly string[];
  /** Options of Node itself. */
  readonly nodeFlags?: readonly string[];
  /** Scripts that what is measured starts as threads, and looks for beside itself. */
  readonly threads?: readonly URL[];
}

/**
 * Runs a script of the bench in a process of its own and reads the JSON that it prints.
 *
 * Memory and warm-up of one measurement then do not show in another. The script is compiled first: a loader that
 * compiles on the way would be measured with it (40 MB).
 */
export async function measureInChild<T>(
  script: URL,
  options: ChildOptions,
  schema: z.ZodType<T>,
): Promise<T> {
  await mkdir(OUTPUT, { recursive: true });
  const folder = await mkdtemp(join(OUTPUT, 'bench-'));
  try {
    const compiled = await compile(fileURLToPath(script), folder);
    for (const thread of options.threads ?? []) await compile(fileURLToPath(thread), folder);
    return schema.parse(JSON.parse(await run(compiled, options)));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function compile(script: string, outDir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: script,
      outDir,
      emptyOutDir: false,
      target: 'node20',
      rollupOptions: { output: { format: 'esm' } },
    },
  });
  return join(outDir, basename(script).replace(/\.ts$/, '.js'));
}

/** What the script prints. Throws when it does not end well. */
async function run(script: string, { args, nodeFlags = [] }: ChildOptions): Promise<string> {
  const child = spawn(process.execPath, [...nodeFlags, script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  if (code !== 0) throw new Error(`${basename(script)} ended with ${String(code)}`);
  return output;
}
