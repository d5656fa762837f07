/** Variables to set; `undefined` takes one away. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Sets variables of this process and answers how to put them back. */
export function setEnvironment(variables: Environment): () => void {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  for (const [name, value] of Object.entries(variables)) assign(name, value);
  return () => {
    for (const [name, value] of before) assign(name, value);
  };
}

function assign(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
