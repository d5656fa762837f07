import type { Bench } from './bench.js';
import { table } from './table.js';

/** Every bench by its name; a module loads when it is asked for. */
const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  engine: async () => (await import('./engine/bench.js')).engine,
  regenerate: async () => (await import('./regenerate/bench.js')).regenerate,
  merge: async () => (await import('./merge/bench.js')).merge,
  lint: async () => (await import('./lint/bench.js')).lint,
  property: async () => (await import('./property/bench.js')).property,
};

/** `pnpm bench <name…>`: exits 1 when a budget is broken, 2 when a name is unknown; without a name it lists them. */
async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !Object.hasOwn(BENCHES, name));
  if (names.length === 0 || unknown.length > 0) {
    console.log(await list());
    if (unknown.length > 0) console.error(`there is no bench ${unknown.join(', ')}`);
    return unknown.length > 0 ? 2 : 0;
  }
  let exitCode = 0;
  for (const name of names) {
    const figures = (await (await BENCHES[name]?.())?.measure()) ?? [];
    console.log(table(name, figures));
    if (!figures.every(({ isKept }) => isKept)) exitCode = 1;
  }
  return exitCode;
}

async function list(): Promise<string> {
  const benches = await Promise.all(
    Object.entries(BENCHES).map(async ([name, load]) => [name, (await load()).about] as const),
  );
  const width = Math.max(...benches.map(([name]) => name.length));
  return benches.map(([name, about]) => `pnpm bench ${name.padEnd(width)}  ${about}`).join('\n');
}

process.exitCode = await main(process.argv.slice(2));
