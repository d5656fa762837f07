/** Variables to set; `undefined` takes one away. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What is set on top of what was there before, oldest first. */
const layers: Environment[] = [];
/** Values from before the first layer that touched them. */
const before = new Map<string, string | undefined>();

/**
 * Sets variables of this process and answers how to take them away again, in whatever order: what was set later stays,
 * and at the end all is as it was.
 */
export function setEnvironment(variables: Environment): () => void {
  // A copy has an identity of its own.
  const layer = { ...variables };
  for (const name of Object.keys(layer)) {
    if (!before.has(name)) before.set(name, process.env[name]);
  }
  layers.push(layer);
  apply(Object.keys(layer));
  return () => {
    const at = layers.indexOf(layer);
    if (at === -1) return;
    layers.splice(at, 1);
    apply(Object.keys(layer));
  };
}

function apply(names: readonly string[]): void {
  for (const name of names) {
    const layer = layers.findLast((one) => Object.hasOwn(one, name));
    assign(name, layer === undefined ? before.get(name) : layer[name]);
    if (layer === undefined) before.delete(name);
  }
}

function assign(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
