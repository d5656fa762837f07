import type { ClassCode, FunctionCode, ModuleCode } from '../syntax/code.js';
import type { Value } from './value.js';

/** A function together with the values around it. */
export interface Closure {
  readonly module: ModuleCode;
  readonly code: FunctionCode;
  readonly around: Environment;
  readonly self: Value | undefined;
}

export interface ClassValue {
  readonly module: ModuleCode;
  readonly code: ClassCode;
  readonly around: Environment;
  readonly base: Value | undefined;
  readonly statics: Map<string, Value>;
}

/** Values by binding number; what is not here is in the function around. */
export class Environment {
  readonly #values = new Map<number, Value>();
  readonly #parent: Environment | undefined;

  constructor(parent?: Environment) {
    this.#parent = parent;
  }

  get(binding: number): Value | undefined {
    return this.#values.get(binding) ?? this.#parent?.get(binding);
  }

  declare(binding: number, value: Value): void {
    this.#values.set(binding, value);
  }

  assign(binding: number, value: Value): void {
    if (this.#values.has(binding) || !this.#parent) this.#values.set(binding, value);
    else this.#parent.assign(binding, value);
  }
}
