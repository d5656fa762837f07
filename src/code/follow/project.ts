import type { MountFact } from '../facts/mountFacts.js';
import type { ExportCode, ModuleCode } from '../syntax/code.js';
import { WHOLE } from '../syntax/commonExports.js';
import { readModule } from '../syntax/readModule.js';
import { Environment } from './environment.js';
import { createWalk, SEARCH_LIMITS } from './createWalk.js';
import { unknown, value, type Value } from './value.js';
import type { Frame, Interpreter, Project, Seen, Served } from './walk.js';

interface Loaded {
  readonly code: ModuleCode;
  readonly frame: Frame;
  /** What running its top level showed. */
  readonly seen: Seen;
}

interface ProjectParts {
  /** By path. */
  readonly texts: ReadonlyMap<string, string>;
  readonly resolve: Project['resolve'];
  readonly targetsOf: (path: string) => readonly string[];
  readonly near: ReadonlySet<string>;
  readonly wrappers: readonly string[];
  readonly interpreter: Interpreter;
}

/** Reads files when they are first needed, and runs each one's top level once, like a module loader. */
export class LazyProject implements Project {
  readonly visited: Project['visited'] = new Set();
  readonly serving: Project['serving'] = new Set();
  readonly accessors: Project['accessors'] = new Map();
  readonly routers: Project['routers'] = new Map();
  /** Files whose functions have been searched for hidden handlers. */
  readonly searched = new Set<string>();
  /** Files in which a workflow may be served or helped. */
  readonly near: ReadonlySet<string>;
  readonly wrappers: ReadonlySet<string>;
  readonly resolve: Project['resolve'];
  readonly #texts: ReadonlyMap<string, string>;
  readonly #targetsOf: ProjectParts['targetsOf'];
  readonly #interpreter: Interpreter;
  readonly #mounts = new Map<string, MountFact[]>();
  readonly #served = new Map<string, Served[]>();
  readonly #imported = new Map<ModuleCode, Map<number, Value>>();
  /** Files whose top level has begun and has not ended. */
  #entering = 0;
  readonly #broken = new Set<string>();
  readonly #codes = new Map<string, ModuleCode>();
  readonly #loaded = new Map<string, Loaded>();

  constructor({ texts, resolve, targetsOf, near, wrappers, interpreter }: ProjectParts) {
    this.#texts = texts;
    this.#targetsOf = targetsOf;
    this.resolve = resolve;
    this.#interpreter = interpreter;
    this.near = near;
    this.wrappers = new Set(wrappers);
  }

  module(path: string): ModuleCode {
    const known = this.#codes.get(path);
    if (known) return known;
    const code = readModule(path, this.#texts.get(path) ?? '');
    this.#codes.set(path, code);
    if (code.syntaxErrors.length > 0) this.#broken.add(path);
    return code;
  }

  seenAtTop(path: string): Seen | undefined {
    return this.#loaded.get(path)?.seen;
  }

  /** Of the files that have been read: this one and those that it needs, where they cannot be parsed. */
  unreadableFrom(path: string): ModuleCode[] {
    if (this.#broken.size === 0) return [];
    const reached = new Set([path]);
    for (const each of reached) {
      for (const specifier of specifiersOf(this.#codes.get(each))) {
        const target = this.resolve(each, specifier);
        if (target !== undefined && this.#codes.has(target)) reached.add(target);
      }
    }
    return [...this.#broken].filter((each) => reached.has(each)).map((each) => this.module(each));
  }

  /** Whether this file, or one that it needs, has these words in it. */
  mentions(path: string, words: string): boolean {
    const reached = new Set([path]);
    for (const each of reached) {
      if (this.#texts.get(each)?.includes(words)) return true;
      for (const target of this.#targetsOf(each)) reached.add(target);
    }
    return false;
  }

  noteServed(served: Served): number {
    const before = this.servedBy(served.origin);
    this.#served.set(served.origin, [...before, served]);
    return before.length;
  }

  noteMount(by: string, mount: MountFact): void {
    this.#mounts.set(by, [...this.mountsBy(by), mount]);
  }

  /** Where a file was seen to serve workflows of others. */
  mountsBy(path: string): readonly MountFact[] {
    return this.#mounts.get(path) ?? [];
  }

  /** What the file's own code has been seen to serve, up to now. */
  servedBy(origin: string): readonly Served[] {
    return this.#served.get(origin) ?? [];
  }

  imported(module: ModuleCode, binding: number): Value | undefined {
    const known = this.#imported.get(module)?.get(binding);
    if (known) return known;
    const found = module.imports.find((each) => each.binding === binding);
    const value = found && this.#from(module, found.specifier, found.imported);
    // While files are being entered, what they export may still change.
    if (value && this.#entering === 0) {
      const values = this.#imported.get(module) ?? new Map<number, Value>();
      this.#imported.set(module, values.set(binding, value));
    }
    return value;
  }

  exported(path: string, name: string): Value {
    return this.#exported(path, name, new Set()) ?? unknown({ label: name });
  }

  /** Runs the top level of a file, unless that has begun already. */
  enter(path: string): Frame {
    const known = this.#loaded.get(path);
    if (known) return known.frame;
    const code = this.module(path);
    const frame: Frame = {
      module: code,
      environment: new Environment(),
      self: undefined,
      isAsync: false,
      isHandler: false,
      isDropped: false,
      given: new Set(),
      outerTries: 0,
      returned: [],
    };
    const walk = createWalk(
      { project: this, interpreter: this.#interpreter, origin: path },
      SEARCH_LIMITS,
    );
    this.#loaded.set(path, { code, frame, seen: walk.seen });
    this.#entering++;
    this.#interpreter.execute(walk, frame, code.body);
    for (const each of code.exports) {
      if (each.kind === 'value')
        this.#exportedValues(path).set(each.name, walkValue(walk, frame, each));
    }
    this.#entering--;
    return frame;
  }

  readonly #values = new Map<string, Map<string, Value>>();

  #exportedValues(path: string): Map<string, Value> {
    const known = this.#values.get(path) ?? new Map<string, Value>();
    this.#values.set(path, known);
    return known;
  }

  #exported(path: string, name: string, asked: Set<string>): Value | undefined {
    if (asked.has(path)) return undefined;
    asked.add(path);
    const { environment, module } = this.enter(path);
    const found = module.exports.find((each) => each.kind !== 'all' && each.name === name);
    if (found?.kind === 'value') return this.#exportedValues(path).get(name);
    if (found?.kind === 'from') return this.#from(module, found.specifier, found.imported, asked);
    if (found?.kind === 'local' && found.binding !== undefined) {
      return environment.get(found.binding) ?? this.imported(module, found.binding);
    }
    for (const each of module.exports) {
      if (each.kind !== 'all') continue;
      const target = this.resolve(path, each.specifier);
      const through = target === undefined ? undefined : this.#exported(target, name, asked);
      if (through) return through;
    }
    const common = this.#commonlyExported(module, name);
    if (common) return common;
    // A package may be re-exported whole: `export * from '@upstash/workflow/nextjs'`.
    const outside = module.exports.find(
      (each) => each.kind === 'all' && !this.resolve(path, each.specifier),
    );
    return outside?.kind === 'all' ? external(outside.specifier, name) : undefined;
  }

  /** What an import finds in a file that says `module.exports = …` or `exports.name = …`. */
  #commonlyExported({ path, exports }: ModuleCode, name: string): Value | undefined {
    const whole = this.#exportedValues(path).get(WHOLE);
    if (whole && name === 'default') return whole;
    if (whole) return whole.shape.kind === 'object' ? whole.shape.members.get(name) : undefined;
    const isCommon = exports.some((each) => each.kind === 'value' && each.name !== 'default');
    return isCommon && name === 'default' ? wholeModule(path) : undefined;
  }

  #from(
    module: ModuleCode,
    specifier: string,
    imported: string,
    asked = new Set<string>(),
  ): Value | undefined {
    const target = this.resolve(module.path, specifier);
    if (target === undefined) return external(specifier, imported);
    if (imported === '*') return wholeModule(target);
    return this.#exported(target, imported, asked);
  }
}

function wholeModule(path: string): Value {
  return value({ kind: 'module', path }, { identity: `module ${path}` });
}

function specifiersOf(code: ModuleCode | undefined): string[] {
  if (!code) return [];
  const exported = code.exports.flatMap((each) => ('specifier' in each ? each.specifier : []));
  return [...code.imports.map(({ specifier }) => specifier), ...exported];
}

function external(module: string, name: string): Value {
  const path = name === '*' ? [] : [name];
  return value({ kind: 'external', module, path }, { identity: `${module}#${name}`, label: name });
}

function walkValue(
  walk: ReturnType<typeof createWalk>,
  frame: Frame,
  exported: Extract<ExportCode, { kind: 'value' }>,
): Value {
  return walk.interpreter.evaluate(walk, frame, exported.value);
}
