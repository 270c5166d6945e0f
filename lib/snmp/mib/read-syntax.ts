import { type MibSyntax, mibBounds } from './module.ts';
import { type Scanner, type Token, Unreadable } from './scanner.ts';

const twoWords = new Map([
  ['OBJECT', 'IDENTIFIER'],
  ['OCTET', 'STRING'],
  ['BIT', 'STRING'],
]);

/** What stands behind SYNTAX or the ::= of a type: its name, and the words of its numbers. Ranges and sizes are passed over. */
export function readSyntax(scanner: Scanner): MibSyntax {
  if (isMark(scanner.peek(), '[')) skipNested(scanner);
  while (['IMPLICIT', 'EXPLICIT'].includes(scanner.peek().text)) scanner.next();
  const first = expectWord(scanner, 'a type');
  if (first.text === 'SEQUENCE' && scanner.peek().text === 'OF') {
    scanner.next();
    expectWord(scanner, 'the type of a row');
    return { type: 'SEQUENCE OF' };
  }
  if (first.text === 'SEQUENCE' || first.text === 'CHOICE') {
    if (isMark(scanner.peek(), '{')) skipNested(scanner);
    return { type: first.text };
  }
  const syntax: MibSyntax = { type: nameOf(scanner, first) };
  if (isMark(scanner.peek(), '{')) syntax.words = readWords(scanner);
  if (isMark(scanner.peek(), '(')) skipNested(scanner);
  return syntax;
}

function nameOf(scanner: Scanner, first: Token): string {
  const second = twoWords.get(first.text);
  if (second !== undefined && scanner.peek().text === second) return `${first.text} ${scanner.next().text}`;
  // SNMPv2-TC.DisplayString
  if (isMark(scanner.peek(), '.') && scanner.peek(1).is === 'word') {
    scanner.next();
    return shortened(scanner.next().text);
  }
  return shortened(first.text);
}

/** { up(1), down(2) } */
function readWords(scanner: Scanner): [number, string][] {
  const words: [number, string][] = [];
  const { line } = scanner.next();
  for (;;) {
    const name = scanner.next();
    if (isMark(name, '}')) return words;
    if (isMark(name, ',')) continue;
    if (name.is !== 'word' && name.is !== 'number')
      throw new Unreadable(name.line, `a name was expected, not ${said(name)}.`);
    expectMark(scanner, '(');
    const number = scanner.next();
    if (number.is !== 'number') throw new Unreadable(number.line, `a number was expected, not ${said(number)}.`);
    expectMark(scanner, ')');
    if (words.length >= mibBounds.words)
      throw new Unreadable(line, `more than ${mibBounds.words} names are counted here.`);
    words.push([Number(number.text), shortened(name.text)]);
  }
}

/** Names between braces: { ifIndex, IMPLIED ifName }. Types stand there too in version 1. */
export function readNames(scanner: Scanner): string[] {
  expectMark(scanner, '{');
  const names: string[] = [];
  for (;;) {
    const token = scanner.next();
    if (isMark(token, '}')) return names;
    if (token.is === 'end') throw new Unreadable(token.line, 'the module ends within braces.');
    if (token.is === 'word' && token.text !== 'IMPLIED' && names.length < mibBounds.arcs)
      names.push(shortened(token.text));
  }
}

/** From an opening bracket to the one that closes it, whatever stands between. */
export function skipNested(scanner: Scanner): void {
  const { line } = scanner.peek();
  let depth = 0;
  do {
    const token = scanner.next();
    if (token.is === 'end') throw new Unreadable(line, 'a bracket is opened here and never closed.');
    if (token.is !== 'mark') continue;
    if ('{(['.includes(token.text)) depth++;
    if ('})]'.includes(token.text)) depth--;
  } while (depth > 0);
}

export function isMark(token: Token, text: string): boolean {
  return token.is === 'mark' && token.text === text;
}

export function expectMark(scanner: Scanner, text: string): void {
  const token = scanner.next();
  if (!isMark(token, text)) throw new Unreadable(token.line, `${text} was expected, not ${said(token)}.`);
}

export function expectWord(scanner: Scanner, what: string): Token {
  const token = scanner.next();
  if (token.is !== 'word') throw new Unreadable(token.line, `${what} was expected, not ${said(token)}.`);
  return token;
}

export function expectText(scanner: Scanner): string {
  const token = scanner.next();
  if (token.is !== 'text')
    throw new Unreadable(token.line, `a text in quotation marks was expected, not ${said(token)}.`);
  return token.text;
}

export function said({ is, text }: Pick<Token, 'is' | 'text'>): string {
  if (is === 'end') return 'the end of the file';
  return is === 'text' ? 'a text' : shortened(text.replace(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu, '?'));
}

export function shortened(name: string): string {
  return name.slice(0, mibBounds.name);
}
