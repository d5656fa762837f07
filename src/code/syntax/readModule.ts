import {
  createSourceFile,
  flattenDiagnosticMessageText,
  isInterfaceDeclaration,
  isStringLiteralLike,
  isTemplateExpression,
  isTemplateHead,
  isTypeAliasDeclaration,
  ts,
} from '../typescript.js';
import type { ModuleCode, NamedType, Place, SyntaxError } from './code.js';
import { readExpression } from './expressions.js';
import { readFunction } from './functions.js';
import { readExports, readImports } from './imports.js';
import type { Lowering } from './lowering.js';
import { readPattern } from './patterns.js';
import { Scope } from './scope.js';
import { readBlock, readStatements } from './statements.js';
import { readInterface, readType } from './types.js';

/** Parses one file and answers it as plain data; the compiler's tree is garbage afterwards. Never throws for bad code. */
export function readModule(path: string, text: string): ModuleCode {
  const file = createSourceFile(
    path,
    text,
    // Comments of documentation say nothing that is asked here.
    {
      languageVersion: ts.ScriptTarget.Latest,
      jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
    },
    false,
    scriptKind(path),
  );
  const syntaxErrors = syntaxErrorsOf(file);
  if (syntaxErrors.length > 0) {
    return {
      path,
      syntaxErrors,
      imports: [],
      exports: [],
      functions: [],
      looked: [],
      unstable: [],
      types: [],
      body: [],
    };
  }
  const lowering = createLowering(file);
  const imports = readImports(lowering, file.statements);
  const body = readStatements(lowering, file.statements);
  return {
    path,
    syntaxErrors,
    imports,
    exports: readExports(lowering, file.statements),
    functions: lowering.functions,
    looked: lowering.looked,
    unstable: lowering.unstable,
    types: file.statements.flatMap(namedType),
    body,
  };
}

function createLowering(file: ts.SourceFile): Lowering {
  const place = placesIn(file.getLineStarts());
  const lowering: Lowering = {
    scope: new Scope(),
    functions: [],
    open: undefined,
    assigned: [],
    grown: [],
    looked: [],
    unstable: [],
    firstBinding: 0,
    at: (node) => place(node.getStart(file)),
    written: ({ name, initializer }) => ({
      nameEnd: place(name.end),
      valueAt: place(initializer.getStart(file)),
      valueEnd: place(initializer.end),
      value: initializer.getText(file),
    }),
    text(node) {
      const head = isTemplateExpression(node) ? node.head : node;
      if (!isTemplateHead(head) && !isStringLiteralLike(head)) return undefined;
      const at = head.getStart(file) + 1;
      // What is escaped is spelled otherwise.
      return file.text.startsWith(head.text, at) ? { at: place(at), head: head.text } : undefined;
    },
    expression: (node) => readExpression(lowering, node),
    statements: (nodes) => readBlock(lowering, nodes),
    pattern: (node) => readPattern(lowering, node),
    type: readType,
    functionIndex: (node) => readFunction(lowering, node),
  };
  return lowering;
}

/** Tells where an offset is. Most are asked for in the order of the text, so the search goes on from the line of the last. */
function placesIn(lineStarts: readonly number[]): (offset: number) => Place {
  let line = 0;
  const startOf = (index: number) => lineStarts[index] ?? Infinity;
  return (offset) => {
    while (startOf(line + 1) <= offset) line++;
    while (startOf(line) > offset) line--;
    return { line: line + 1, column: offset - startOf(line) + 1 };
  };
}

function namedType(node: ts.Statement): NamedType[] {
  if (isInterfaceDeclaration(node)) return [{ name: node.name.text, type: readInterface(node) }];
  if (isTypeAliasDeclaration(node)) return [{ name: node.name.text, type: readType(node.type) }];
  return [];
}

function scriptKind(path: string): ts.ScriptKind {
  if (path.endsWith('.tsx')) return ts.ScriptKind.TSX;
  if (path.endsWith('.jsx')) return ts.ScriptKind.JSX;
  return /\.[cm]?js$/.test(path) ? ts.ScriptKind.JSX : ts.ScriptKind.TS;
}

/** The parser keeps what it could not read on the tree, but its types do not show the property. */
function syntaxErrorsOf(file: ts.SourceFile): SyntaxError[] {
  if (!('parseDiagnostics' in file) || !Array.isArray(file.parseDiagnostics)) return [];
  const diagnostics: unknown[] = file.parseDiagnostics;
  return diagnostics.filter(isDiagnostic).map(({ start, messageText }) => {
    const { line, character } = file.getLineAndCharacterOfPosition(start);
    return {
      message: flattenDiagnosticMessageText(messageText, ' '),
      at: { line: line + 1, column: character + 1 },
    };
  });
}

function isDiagnostic(value: unknown): value is { start: number; messageText: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'start' in value &&
    typeof value.start === 'number' &&
    'messageText' in value &&
    typeof value.messageText === 'string'
  );
}
