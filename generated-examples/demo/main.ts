import { buildApp } from './buildApp.js';
import { checkLine, isMet } from './checks.js';
import { type DemoOptions, readOptions, usage } from './options.js';
import { progressLine } from './progressLine.js';
import { itemCount, runScenario } from './scenario.js';
import { openSession, type Session } from './session.js';
import type { Stage } from './stage.js';
import { statisticsText } from './statistics.js';
import { timelineText } from './timelineText.js';

let session: Session | undefined;
let isStopping = false;

for (const [signal, exitCode] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  process.once(signal, () => {
    isStopping = true;
    console.log(`\n${signal}: stopping the server and the engine`);
    void closeSession().finally(() => process.exit(exitCode));
  });
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(usage);
  else process.exitCode = (await demo(options)) ? 0 : 1;
} catch (error) {
  // What was interrupted fails too, and that is no news.
  if (!isStopping) console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
} finally {
  await closeSession();
}

/** Runs the scenario and prints what came of it; false when a check failed. */
async function demo(options: DemoOptions): Promise<boolean> {
  introduce(options);
  console.log(`build: ${(await buildApp()) ? 'made anew' : 'up to date'}`);
  session = await openSession({ scale: options.scale, namespace: 'trifold_demo' });
  console.log(`app:   ${session.app.url} (next start)\nqueue: ${session.engine.url}\n`);

  const stages: Stage[] = [];
  let failed = 0;
  for await (const { stage, checks } of runScenario(session, progressLine(process.stdout))) {
    for (const check of checks) console.log(checkLine(check));
    failed += checks.filter((check) => !isMet(check)).length;
    stages.push(stage);
  }

  for (const stage of stages.filter((each) => each.runs.length > 1)) {
    print(`Timeline of the ${stage.title}`, timelineText(stage.runs, stage.events));
  }
  print('Statistics', statisticsText(stages));
  console.log(failed === 0 ? '\nEvery check is met.' : `\n${failed} checks FAILED.`);
  return failed === 0;
}

function introduce({ scale }: DemoOptions): void {
  const { DATABASE_URL, REDIS_URL } = process.env;
  console.log(`Trifold demo: ${itemCount} users and ${itemCount} agents`);
  console.log(
    scale === 1
      ? 'clock: real time'
      : `clock: ${scale} times as fast as real time; limits, delays and the times below are the engine's (--scale 1 is real)`,
  );
  console.log(
    `store: ${DATABASE_URL ? 'Postgres (DATABASE_URL)' : 'embedded Postgres (PGlite)'}, ` +
      `results in ${REDIS_URL ? 'Redis (REDIS_URL)' : 'the database'}`,
  );
}

function print(title: string, lines: readonly string[]): void {
  console.log(`\n${title}\n`);
  for (const line of lines) console.log(`  ${line}`);
}

async function closeSession(): Promise<void> {
  const closing = session;
  session = undefined;
  await closing?.close();
}
