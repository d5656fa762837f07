/**
 * A source file as plain data: what it does, without how it is spelled. The compiler's tree is dropped once this is read
 * from it; everything here survives a trip through JSON.
 */
export interface ModuleCode {
  /** Project relative, forward slashes. */
  path: string;
  /** Where the file cannot be parsed; the rest is then empty. */
  syntaxErrors: SyntaxError[];
  imports: ImportCode[];
  exports: ExportCode[];
  /** Every function of the file, outer ones before the ones inside them; code refers to them by index. */
  functions: FunctionCode[];
  /** By binding: whether any code does more with the variable than to put something into it, or to ask how long it is. */
  looked: readonly boolean[];
  /** By binding: whether a function changes the variable that is written inside the one that declares it. */
  unstable: readonly boolean[];
  types: NamedType[];
  body: Statement[];
}

/** 1-based, as editors show it. */
export interface Place {
  line: number;
  column: number;
}

export interface SyntaxError {
  message: string;
  at: Place;
}

/** `imported` is the exported name, `default`, or `*` for the whole module. Type imports have no binding at run time. */
export interface ImportCode {
  specifier: string;
  imported: string;
  name: string;
  binding: number | undefined;
}

export type ExportCode =
  | { kind: 'local'; name: string; local: string; binding: number | undefined }
  | { kind: 'value'; name: string; value: Code }
  | { kind: 'from'; name: string; specifier: string; imported: string }
  | { kind: 'all'; specifier: string };

/** Bindings are numbered within their file, so a number says which declaration a name means. */
export interface FunctionCode {
  name: string | undefined;
  isAsync: boolean;
  parameters: Parameter[];
  body: Statement[];
  at: Place;
  /** Index of the function that it is written in. */
  outer: number | undefined;
}

export interface Parameter {
  pattern: Pattern;
  type: TypeCode | undefined;
  fallback: Code | undefined;
  /** `constructor(private readonly context)` sets the field as well. */
  field: string | undefined;
}

export type Pattern =
  | { kind: 'name'; binding: number; name: string }
  | {
      kind: 'object';
      properties: { key: string | undefined; pattern: Pattern; fallback: Code | undefined }[];
      rest: Pattern | undefined;
    }
  | { kind: 'list'; elements: (Pattern | undefined)[]; rest: Pattern | undefined };

export type Constant = string | number | boolean | null | undefined;

export type Code =
  | { kind: 'constant'; value: Constant }
  | { kind: 'template'; parts: (string | Code)[] }
  | { kind: 'reference'; name: string; binding: number | undefined; at: Place }
  | { kind: 'this' }
  | { kind: 'member'; object: Code; name: string | Code; optional: boolean; at: Place }
  | CallCode
  | { kind: 'function'; index: number }
  | ClassCode
  | ObjectCode
  | { kind: 'list'; elements: Code[] }
  | { kind: 'spread'; value: Code }
  | { kind: 'await'; value: Code; at: Place }
  | ChoiceCode
  | { kind: 'assign'; target: Code; bindings: number[]; value: Code }
  | { kind: 'typed'; value: Code; type: TypeCode }
  | { kind: 'operation'; operator: string; operands: Code[] };

export interface ObjectCode {
  kind: 'object';
  properties: PropertyCode[];
  at: Place;
}

/** A property without a name is spread. */
export interface PropertyCode {
  name: string | Code | undefined;
  value: Code;
  at: Place;
  /** `get name() { … }` */
  isGetter?: true;
  /** Set for `name: value` of a field that fixes change. */
  written?: WrittenProperty;
}

/** How `name: value` is spelled, for those who want to change it. Ends are excluded. */
export interface WrittenProperty {
  nameEnd: Place;
  valueAt: Place;
  valueEnd: Place;
  /** The text of the value. */
  value: string;
}

export interface CallCode {
  kind: 'call';
  callee: Code;
  args: Code[];
  types: TypeCode[];
  /** `new X()` */
  creates: boolean;
  at: Place;
  /** How the first argument is spelled, where that is a text. */
  text?: WrittenText;
  /** Set while it is followed: what the workflow ends with, and whether it returns the call's answer. */
  isLast?: 'returned' | 'dropped';
}

/** A string or a template. */
export interface WrittenText {
  /** Behind the opening quote. */
  at: Place;
  /** What stands there, up to the first variable. */
  head: string;
}

/** `a ? b : c`, and `&&`, `||`, `??` where one side is the test itself. */
export interface ChoiceCode {
  kind: 'choice';
  operator: '?' | '&&' | '||' | '??';
  test: Code;
  first: Code | undefined;
  second: Code | undefined;
  /** Bindings that either side assigns. */
  assigns: number[];
}

export interface ClassCode {
  kind: 'class';
  name: string | undefined;
  base: Code | undefined;
  constructorIndex: number | undefined;
  members: { name: string; isStatic: boolean; isGetter: boolean; value: Code }[];
  at: Place;
}

export type Statement =
  | { kind: 'evaluate'; code: Code }
  | { kind: 'bind'; pattern: Pattern; value: Code | undefined; type: TypeCode | undefined }
  | { kind: 'declare'; binding: number; value: Code }
  | { kind: 'block'; body: Statement[]; label?: string }
  | { kind: 'if'; test: Code; whenTrue: Statement[]; whenFalse: Statement[]; assigns: number[] }
  | LoopStatement
  | {
      kind: 'switch';
      subject: Code;
      clauses: { test: Code | undefined; body: Statement[] }[];
      assigns: number[];
    }
  | {
      kind: 'try';
      body: Statement[];
      caught: Pattern | undefined;
      handler: Statement[] | undefined;
      finalizer: Statement[];
      assigns: number[];
      at: Place;
      /** Where the catch clause begins. */
      handlerAt: Place | undefined;
      /** Where the block of `finally` begins. */
      finalizerAt: Place | undefined;
    }
  | { kind: 'return'; value: Code | undefined; at: Place }
  | { kind: 'throw'; value: Code; at: Place }
  | { kind: 'break'; label: string | undefined }
  | { kind: 'continue'; label: string | undefined };

export interface LoopStatement {
  kind: 'loop';
  form: 'for' | 'for-of' | 'for-await' | 'for-in' | 'while' | 'do';
  /** `outer: for (…)` */
  label?: string;
  start: Statement[];
  /** What each round of for-of, for-await and for-in binds. */
  pattern: Pattern | undefined;
  source: Code | undefined;
  test: Code | undefined;
  update: Code | undefined;
  body: Statement[];
  /** Bindings that a round may change. */
  assigns: number[];
  /** Bindings of lists and the like that a round may put something into, or take out of. */
  grows: number[];
  at: Place;
}

export interface NamedType {
  name: string;
  type: TypeCode;
}

export type TypeCode =
  | { kind: 'object'; members: { name: string; optional: boolean }[] }
  | { kind: 'reference'; name: string; args: TypeCode[] }
  | { kind: 'all'; types: TypeCode[] }
  | { kind: 'texts'; values: string[] }
  | { kind: 'other' };
