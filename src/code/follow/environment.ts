/** Values by binding number; what is not here is in the function around. */
export class Environment<Value> {
  readonly #values = new Map<number, Value>();
  readonly #parent: Environment<Value> | undefined;

  constructor(parent?: Environment<Value>) {
    this.#parent = parent;
  }

  get(binding: number): Value | undefined {
    return this.#values.get(binding) ?? this.#parent?.get(binding);
  }

  /** It holds what belongs to the file, and not to a function in it. */
  get isOutermost(): boolean {
    return !this.#parent;
  }

  /** Whether it belongs to a function, and not to the file. */
  isLocal(binding: number): boolean {
    if (!this.#parent) return false;
    return this.#values.has(binding) || this.#parent.isLocal(binding);
  }

  declare(binding: number, value: Value): void {
    this.#values.set(binding, value);
  }

  assign(binding: number, value: Value): void {
    if (this.#values.has(binding) || !this.#parent) this.#values.set(binding, value);
    else this.#parent.assign(binding, value);
  }
}
