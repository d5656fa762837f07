/** Gives each declaration a number and finds the declaration a name means, the way the language does: innermost block first. */
export class Scope {
  readonly #names = new Map<string, number>();
  readonly #parent: Scope | undefined;
  readonly #counter: { next: number };

  constructor(parent?: Scope) {
    this.#parent = parent;
    this.#counter = parent ? parent.#counter : { next: 0 };
  }

  declare(name: string): number {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const binding = this.#counter.next++;
    this.#names.set(name, binding);
    return binding;
  }

  /** The number that the next declaration is given. */
  get next(): number {
    return this.#counter.next;
  }

  find(name: string): number | undefined {
    return this.#names.get(name) ?? this.#parent?.find(name);
  }
}
