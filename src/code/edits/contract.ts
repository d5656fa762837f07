import { ts } from '../typescript.js';

/** What other files count on in a file: its exports, and the methods of exported objects as `operations.listUsers`. */
export interface Contract {
  /** By name: everything but bodies, comments and layout. */
  readonly signatures: ReadonlyMap<string, string>;
  /** By name: methods with their comment, as they are written. */
  readonly methods: ReadonlyMap<string, string>;
}

/** Undefined for a file that cannot be parsed. */
export function contractOf(path: string, text: string): Contract | undefined {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  if (hasSyntaxErrors(file)) return undefined;
  const signatures = new Map<string, string>();
  const methods = new Map<string, string>();
  for (const statement of file.statements) {
    if (!isExported(statement)) continue;
    if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) {
        readVariable(declaration, signatures, methods);
      }
    } else if ('name' in statement) {
      const name = nameOf(statement);
      if (name !== undefined) signatures.set(name, wordsOf(statement));
    }
  }
  return { signatures, methods };
}

/**
 * The text with methods added at the end of an exported object; undefined where there is no such object literal.
 */
export function appendMethods(
  path: string,
  text: string,
  objectName: string,
  methods: readonly string[],
): string | undefined {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const literal = file.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .filter(({ name }) => name.getText() === objectName)
    .map(({ initializer }) => initializer && literalIn(initializer))
    .find((initializer) => initializer !== undefined);
  if (literal === undefined) return undefined;
  const last = literal.properties.at(-1);
  const end = literal.getEnd() - 1;
  const comma = last === undefined || literal.properties.hasTrailingComma ? '' : ',';
  const at = last === undefined ? end : last.getEnd();
  const added = methods.map((method) => `\n\n  ${method},`).join('');
  return `${text.slice(0, at)}${comma}${text.slice(at, end).trimEnd()}${added}\n${text.slice(end)}`;
}

function readVariable(
  { name, type, initializer }: ts.VariableDeclaration,
  signatures: Map<string, string>,
  methods: Map<string, string>,
): void {
  const literal = initializer && literalIn(initializer);
  signatures.set(name.getText(), type === undefined ? '' : wordsOf(type));
  for (const property of literal?.properties ?? []) {
    if (property.name === undefined) continue;
    const member = `${name.getText()}.${property.name.getText()}`;
    signatures.set(member, wordsOf(property));
    methods.set(member, property.getFullText().trim());
  }
}

/** `{…}`, also behind `as const`, `satisfies T` and parentheses. */
function literalIn(expression: ts.Expression): ts.ObjectLiteralExpression | undefined {
  if (ts.isObjectLiteralExpression(expression)) return expression;
  return ts.isAsExpression(expression) ||
    ts.isSatisfiesExpression(expression) ||
    ts.isParenthesizedExpression(expression)
    ? literalIn(expression.expression)
    : undefined;
}

/** The tokens of a declaration without its body; a property that is no function counts by its name alone. */
function wordsOf(node: ts.Node): string {
  if (ts.isBlock(node)) return '';
  if (ts.isPropertyAssignment(node)) {
    const { name, initializer } = node;
    return ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)
      ? `${name.getText()} ${wordsOf(initializer)}`
      : name.getText();
  }
  if (ts.isArrowFunction(node)) {
    return node
      .getChildren()
      .filter((child) => child !== node.body)
      .map(wordsOf)
      .join(' ');
  }
  const children = node.getChildren().filter((child) => !ts.isJSDoc(child));
  return children.length === 0 ? node.getText() : children.map(wordsOf).join(' ');
}

function nameOf(statement: ts.Statement): string | undefined {
  if (
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement)
  ) {
    return statement.name?.text;
  }
  return undefined;
}

function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

function hasSyntaxErrors(file: ts.SourceFile): boolean {
  return (
    'parseDiagnostics' in file &&
    Array.isArray(file.parseDiagnostics) &&
    file.parseDiagnostics.length > 0
  );
}
