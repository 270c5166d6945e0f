export type Token = {
  is: 'word' | 'number' | 'text' | 'bits' | 'mark' | 'end';
  text: string;
  line: number /** Behind its last character. */;
  end: number;
};

/** Where text can't be read on, and why. Thrown and caught within this folder only. */
export class Unreadable extends Error {
  line: number;
  constructor(line: number, why: string) {
    super(why);
    this.line = line;
  }
}

/**
 * ASN.1 ends a comment at the next `--` (X.680, 12.6), people mostly write as if only the line did. Both are read: `pairs`, `lines`.
 */
export type Comments = 'pairs' | 'lines';

export type Scanner = {
  /** The token `ahead` of the next one; the end for ever behind the last. */
  peek(ahead?: number): Token;
  next(): Token;
};

const space = /[\s\ufeff\u001a]+/y;
const word = /[A-Za-z0-9_](?:[A-Za-z0-9_]|-(?!-))*/y;
const negative = /-\d+/y;
const bits = /'[^'\n]*'[HhBb]?/y;
const mark = /::=|\.\.|[\s\S]/y;

/** Of 2 MB; the largest modules have a fifth of it. */
const mostTokens = 500_000;

/** Reads token by token, each character once. */
export function scannerOf(source: string, comments: Comments): Scanner {
  const ahead: Token[] = [];
  let at = 0;
  let line = 1;
  let tokens = 0;
  // Looked for once a line: looking again at each token would make one long line take for ever.
  let newLine = lineEnd(source, 0);
  const taken = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0] ?? null;
    if (found !== null) pass(at + found.length);
    return found;
  };
  const pass = (to: number) => {
    at = to;
    for (; newLine < to; newLine = lineEnd(source, newLine + 1)) line++;
  };
  const skipBlank = () => {
    for (;;) {
      taken(space);
      if (!source.startsWith('--', at)) return;
      pass(comments === 'lines' ? newLine : endOfPair(source, at, newLine));
    }
  };
  const read = (): Token => {
    skipBlank();
    if (++tokens > mostTokens) throw new Unreadable(line, 'so many words and marks are in no MIB module.');
    const begun = line;
    const token = (is: Token['is'], text: string): Token => ({ is, text, line: begun, end: at });
    if (at >= source.length) return token('end', '');
    if (source[at] === '"') return token('text', quoted());
    const found = taken(negative) ?? taken(word);
    if (found !== null) return token(/^-?\d+$/.test(found) ? 'number' : 'word', found);
    const number = taken(bits);
    if (number !== null) return token('bits', number);
    return token('mark', taken(mark) ?? '');
  };
  /** A doubled quote inside is a quote (X.680, 12.14). */
  const quoted = (): string => {
    const [start, begun] = [at + 1, line];
    for (let end = source.indexOf('"', start); end !== -1; end = source.indexOf('"', end + 2)) {
      if (end > start && source[end + 1] === '"') continue;
      const text = source.slice(start, end);
      pass(end + 1);
      return text.includes('""') ? text.replaceAll('""', '"') : text;
    }
    throw new Unreadable(begun, 'a text in quotation marks begins here and never ends.');
  };
  return {
    peek(place = 0) {
      while (ahead.length <= place) ahead.push(read());
      return ahead[place] as Token;
    },
    next: () => ahead.shift() ?? read(),
  };
}

function lineEnd(source: string, from: number): number {
  const found = source.indexOf('\n', from);
  return found === -1 ? source.length : found;
}

/** A line of nothing but dashes is one comment, whatever their number. */
function endOfPair(source: string, start: number, endOfLine: number): number {
  let text = start + 2;
  while (source[text] === '-') text++;
  const pair = source.indexOf('--', text);
  if (pair === -1 || pair >= endOfLine) return endOfLine;
  let end = pair + 2;
  while (source[end] === '-') end++;
  return end;
}
