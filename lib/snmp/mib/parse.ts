import { type MibModule, mibBounds } from './module.ts';
import { beginsDefinition, macros, readNode, readPlace, readType } from './read-definition.ts';
import { expectMark, expectWord, isMark, said, shortened, skipNested } from './read-syntax.ts';
import { type Comments, type Scanner, scannerOf, Unreadable } from './scanner.ts';

/** `texts`: what of the file is each module's, with what stands before it. */
export type ParsedMibs = { ok: true; modules: MibModule[]; texts: string[] } | { ok: false; line: number; why: string };

/**
 * The modules of one file: SMIv2 (RFC 2578 to 2580) and SMIv1 (RFC 1155, 1212, 1215), as they are found. Never throws, and reads
 * each character at most twice. A definition that can't be read is left out and noted by its line; a file that holds no module,
 * or one that ends too early, is refused by the line.
 */
export function parseMibs(text: string): ParsedMibs {
  if (text.length > mibBounds.text)
    return { ok: false, line: 1, why: `the file is longer than ${mibBounds.text} characters.` };
  const strict = attempt(text, 'pairs');
  if (strict.ok && strict.modules.every(({ notes }) => notes.length === 0)) return strict;
  const loose = attempt(text, 'lines');
  return troubles(loose) < troubles(strict) ? loose : strict;
}

function troubles(parsed: ParsedMibs): number {
  return parsed.ok ? parsed.modules.reduce((sum, { notes }) => sum + notes.length, 0) : Number.POSITIVE_INFINITY;
}

function attempt(text: string, comments: Comments): ParsedMibs {
  try {
    const scanner = scannerOf(text, comments);
    const modules: MibModule[] = [];
    const texts: string[] = [];
    let begun = 0;
    do {
      const { module, end } = readModule(scanner);
      modules.push(module);
      texts.push(text.slice(begun, end));
      begun = end;
    } while (scanner.peek().is !== 'end');
    return { ok: true, modules, texts };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, line: error.line, why: error.message };
    throw error;
  }
}

function readModule(scanner: Scanner): { module: MibModule; end: number } {
  const name = expectWord(scanner, 'the name of a MIB module');
  if (isMark(scanner.peek(), '{')) skipNested(scanner);
  const definitions = scanner.next();
  if (definitions.text !== 'DEFINITIONS')
    throw new Unreadable(
      definitions.line,
      `DEFINITIONS was expected behind ${said(name)}, not ${said(definitions)}: this is no MIB module.`,
    );
  while (['IMPLICIT', 'EXPLICIT', 'AUTOMATIC', 'TAGS'].includes(scanner.peek().text)) scanner.next();
  expectMark(scanner, '::=');
  const begin = scanner.next();
  if (begin.text !== 'BEGIN') throw new Unreadable(begin.line, `BEGIN was expected, not ${said(begin)}.`);
  const module: MibModule = { name: shortened(name.text), imports: [], nodes: [], types: [], updated: null, notes: [] };
  for (;;) {
    const token = scanner.peek();
    if (token.is === 'end') return { module: withoutEnd(module, token.line), end: token.end };
    if (token.text === 'END') return { module, end: scanner.next().end };
    if (token.text === 'IMPORTS') readImports(scanner, module);
    else if (token.text === 'EXPORTS') skipTo(scanner, ';');
    else readOrSkip(scanner, module);
  }
}

/** Some files do lack the word; one that was cut off breaks within a definition. */
function withoutEnd(module: MibModule, line: number): MibModule {
  if (module.notes.length > 0)
    throw new Unreadable(line, `the file ends here, before the END of ${module.name}: a part of it is missing.`);
  module.notes.push(`Line ${line}: END is missing.`);
  return module;
}

const mostNotes = 200;

/** One definition. After one that can't be read it goes on with the next that begins. */
function readOrSkip(scanner: Scanner, module: MibModule): void {
  const before = scanner.peek();
  try {
    readDefinition(scanner, module);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    if (module.notes.length >= mostNotes)
      throw new Unreadable(error.line, `${error.message} So much can’t be read that this is no MIB module.`);
    module.notes.push(`Line ${error.line}: ${error.message} ${said(before)} was left out.`);
    if (scanner.peek() === before) scanner.next();
    while (scanner.peek().is !== 'end' && scanner.peek().text !== 'END' && !beginsDefinition(scanner)) scanner.next();
  }
}

function readDefinition(scanner: Scanner, module: MibModule): void {
  const first = expectWord(scanner, 'a name');
  const name = shortened(first.text);
  const then = scanner.peek();
  if (then.text === 'MACRO') skipTo(scanner, 'END');
  else if (isMark(then, '::=')) {
    scanner.next();
    const type = readType(scanner, name);
    if (type) add(module.types, type, mibBounds.types, first.line);
  } else if (then.is === 'word' && macros.has(then.text)) {
    const { updated, ...node } = readNode(scanner, name, first.line);
    if (updated !== undefined) module.updated ??= updated.slice(0, 20);
    add(module.nodes, node, mibBounds.nodes, first.line);
  } else if (then.text === 'OBJECT' && scanner.peek(1).text === 'IDENTIFIER') {
    scanner.next();
    scanner.next();
    expectMark(scanner, '::=');
    const at = readPlace(scanner);
    add(module.nodes, { name, is: 'node', at, line: first.line, description: '' }, mibBounds.nodes, first.line);
  } else throw new Unreadable(then.line, `a definition was expected behind ${said(first)}, not ${said(then)}.`);
}

function add<T>(list: T[], one: T, most: number, line: number): void {
  if (list.length >= most) throw new Unreadable(line, `a module holds at most ${most} of these.`);
  list.push(one);
}

/** IMPORTS a, b FROM X c FROM Y; */
function readImports(scanner: Scanner, module: MibModule): void {
  scanner.next();
  let names: string[] = [];
  for (;;) {
    const token = scanner.next();
    if (isMark(token, ';')) return;
    if (token.is === 'end') throw new Unreadable(token.line, 'IMPORTS never ends: the semicolon is missing.');
    if (token.text === 'FROM') {
      const from = expectWord(scanner, 'the name of a module');
      // { iso … } or a number behind it says the same once more.
      if (isMark(scanner.peek(), '{')) skipNested(scanner);
      if (module.imports.length < mibBounds.arcs) module.imports.push({ from: shortened(from.text), names });
      names = [];
    } else if (token.is === 'word' && names.length < mibBounds.types) names.push(shortened(token.text));
  }
}

function skipTo(scanner: Scanner, text: string): void {
  for (;;) {
    const token = scanner.next();
    if (token.text === text && token.is !== 'text') return;
    if (token.is === 'end') throw new Unreadable(token.line, `${text} was expected before the end of the file.`);
  }
}
