/** What of a text belongs to its author and their tools, not to what it says. */
export interface TextShape {
  readonly hasMark: boolean;
  readonly lineEnd: '\n' | '\r\n';
  readonly endsWithLine: boolean;
}

const MARK = '\uFEFF';

/** The more frequent line end counts; an empty text has the shape that we write. */
export function shapeOf(text: string): TextShape {
  const all = text.split('\n').length - 1;
  const windows = text.split('\r\n').length - 1;
  return {
    hasMark: text.startsWith(MARK),
    lineEnd: windows * 2 > all ? '\r\n' : '\n',
    endsWithLine: text === '' || text === MARK || text.endsWith('\n'),
  };
}

/** Line feeds only, no byte order mark, and a line feed at the end of every line. */
export function plainText(text: string): string {
  const unmarked = text.startsWith(MARK) ? text.slice(MARK.length) : text;
  const lines = unmarked.includes('\r') ? unmarked.replaceAll('\r\n', '\n') : unmarked;
  return lines === '' || lines.endsWith('\n') ? lines : `${lines}\n`;
}

/** A plain text as its author would save it. */
export function inShape(plain: string, { hasMark, lineEnd, endsWithLine }: TextShape): string {
  const ended = endsWithLine ? plain : plain.replace(/\n$/, '');
  return (hasMark ? MARK : '') + (lineEnd === '\n' ? ended : ended.replaceAll('\n', lineEnd));
}
