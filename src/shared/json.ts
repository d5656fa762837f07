/** JSON as this project writes it to files: two spaces, a final line feed. */
export function toJsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Parses JSON that an editor may have saved with a byte order mark. Throws SyntaxError, as `JSON.parse` does. */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  return value;
}

const TEXT = String.raw`"(?:\\.|[^"\\])*"`;
const COMMENTS = new RegExp(String.raw`(${TEXT})|//[^\n]*|/\*[^]*?\*/`, 'g');
const FINAL_COMMAS = new RegExp(String.raw`(${TEXT})|,(?=\s*[}\]])`, 'g');

/** Parses JSON with comments and final commas, as tsconfig files have them. Throws SyntaxError. */
export function parseJsonc(text: string): unknown {
  const keepText = (_: string, inText = '') => inText;
  return parseJson(text.replace(COMMENTS, keepText).replace(FINAL_COMMAS, keepText));
}
