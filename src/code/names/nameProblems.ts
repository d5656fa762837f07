import type { Alias } from '../follow/resolve.js';
import { resolveImport } from '../follow/resolve.js';
import { ts } from '../typescript.js';

/** A name that means nothing where it is used, or that is declared twice. */
export interface NameProblem {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

export interface SourceText {
  /** Project relative, forward slashes. */
  readonly path: string;
  readonly text: string;
}

/**
 * What the compiler says about names in some files of a project, seen by themselves: what they import from elsewhere, and
 * the language's own globals, are not known, so a list means something only in comparison with another one.
 */
export function nameProblems(
  files: readonly SourceText[],
  aliases: readonly Alias[],
): NameProblem[] {
  const sources = new Map(
    files
      .filter(({ path }) => /\.tsx?$/.test(path))
      .map(({ path, text }) => [
        path,
        ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true),
      ]),
  );
  const program = ts.createProgram({
    rootNames: [...sources.keys()],
    options: OPTIONS,
    host: hostOf(sources, aliases),
  });
  return [...sources.values()].flatMap((source) =>
    program
      .getSemanticDiagnostics(source)
      .map((diagnostic) => ({
        diagnostic,
        message: ts.flattenDiagnosticMessageText(diagnostic.messageText, ' '),
      }))
      .filter(({ diagnostic, message }) => isAboutNames(diagnostic.code, message))
      .map(({ diagnostic, message }) => ({
        path: source.fileName,
        line: source.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line + 1,
        message,
      })),
  );
}

const OPTIONS: ts.CompilerOptions = {
  noLib: true,
  noEmit: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  types: [],
};

/** Of TypeScript's diagnosticMessages.json; each is about a name, whatever the types are. */
const CODES = new Set([
  2300, // Duplicate identifier
  2304, // Cannot find name
  2305, // Module has no exported member
  2393, // Duplicate function implementation
  2440, // Import declaration conflicts with local declaration
  2448, // Block-scoped variable used before its declaration
  2451, // Cannot redeclare block-scoped variable
  2503, // Cannot find namespace
  2552, // Cannot find name, did you mean
  2614, // Module has no exported member, did you mean the default
  2724, // Module has no exported member, did you mean
  1117, // An object literal cannot have multiple properties with the same name
  18004, // No value exists in scope for the shorthand property
]);

/** Static members of the workflow's class, too; those of values depend on types that are not known here. */
function isAboutNames(code: number, message: string): boolean {
  return CODES.has(code) || ([2339, 2551].includes(code) && / on type 'typeof \w+'/.test(message));
}

function hostOf(
  sources: ReadonlyMap<string, ts.SourceFile>,
  aliases: readonly Alias[],
): ts.CompilerHost {
  return {
    getSourceFile: (path) => sources.get(path),
    getDefaultLibFileName: () => 'lib.d.ts',
    writeFile: () => undefined,
    getCurrentDirectory: () => '',
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (path) => sources.has(path),
    readFile: (path) => sources.get(path)?.text,
    resolveModuleNameLiterals: (literals, from) =>
      literals.map(({ text }) => {
        const found = resolveImport(sources, aliases, from, text);
        return {
          resolvedModule: found === undefined ? undefined : resolvedModule(found),
        };
      }),
  };
}

function resolvedModule(path: string): ts.ResolvedModuleFull {
  return {
    resolvedFileName: path,
    extension: path.endsWith('.tsx') ? ts.Extension.Tsx : ts.Extension.Ts,
    isExternalLibraryImport: false,
  };
}
