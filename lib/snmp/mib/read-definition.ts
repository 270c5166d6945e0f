import { type Definition, type MibNode, type MibType, mibBounds, type ObjectClauses } from './module.ts';
import {
  expectMark,
  expectText,
  expectWord,
  isMark,
  readNames,
  readSyntax,
  said,
  shortened,
  skipNested,
} from './read-syntax.ts';
import { type Scanner, Unreadable } from './scanner.ts';

/** The macros that give a name a place (RFC 2578 to 2580, 1212, 1215). */
export const macros: ReadonlyMap<string, Definition> = new Map(
  Object.entries({
    'MODULE-IDENTITY': 'node',
    'OBJECT-IDENTITY': 'node',
    'OBJECT-TYPE': 'object',
    'NOTIFICATION-TYPE': 'notification',
    'TRAP-TYPE': 'notification',
    'OBJECT-GROUP': 'group',
    'NOTIFICATION-GROUP': 'group',
    'MODULE-COMPLIANCE': 'group',
    'AGENT-CAPABILITIES': 'group',
  } as const),
);

type Clauses = Partial<ObjectClauses> & { description?: string; updated?: string; enterprise?: (string | number)[] };

const texts: ReadonlyMap<string, 'description' | 'units' | 'updated' | null> = new Map(
  Object.entries({
    DESCRIPTION: 'description',
    UNITS: 'units',
    'LAST-UPDATED': 'updated',
    REFERENCE: null,
    ORGANIZATION: null,
    'CONTACT-INFO': null,
    'DISPLAY-HINT': null,
  } as const),
);

/** From the macro behind a name to the end of its place. */
export function readNode(scanner: Scanner, name: string, line: number): MibNode & { updated?: string } {
  const macro = scanner.next().text;
  const is = macros.get(macro) as Definition;
  const clauses = is === 'group' ? readToPlace(scanner, name) : readClauses(scanner, name);
  expectMark(scanner, '::=');
  const at = macro === 'TRAP-TYPE' ? placeOfTrap(scanner, clauses.enterprise) : readPlace(scanner);
  const { enterprise: _, description = '', ...rest } = clauses;
  return { name, is, at, line, description: description.slice(0, mibBounds.description), ...rest };
}

function readClauses(scanner: Scanner, name: string): Clauses {
  const clauses: Clauses = {};
  while (!isMark(scanner.peek(), '::=')) {
    const { text: clause, line, is } = scanner.next();
    const text = is === 'word' ? texts.get(clause) : undefined;
    if (text !== undefined) {
      const value = expectText(scanner);
      // The first one is of the thing itself; those behind it are of its revisions.
      if (text !== null) clauses[text] ??= value;
    } else if (!readClause(scanner, clause, clauses))
      throw new Unreadable(line, `${said({ is, text: clause })} is no part of ${name} that can be read.`);
  }
  return clauses;
}

function readClause(scanner: Scanner, clause: string, clauses: Clauses): boolean {
  switch (clause) {
    case 'SYNTAX':
      clauses.syntax = readSyntax(scanner);
      return true;
    case 'ACCESS':
    case 'MAX-ACCESS':
    case 'MIN-ACCESS':
      clauses.access = shortened(expectWord(scanner, 'read-only, or another access,').text);
      return true;
    case 'STATUS':
      clauses.status = shortened(expectWord(scanner, 'current, or another status,').text);
      return true;
    case 'INDEX':
      clauses.index = readNames(scanner);
      return true;
    case 'AUGMENTS':
      clauses.augments = readNames(scanner)[0];
      return true;
    case 'OBJECTS':
    case 'VARIABLES':
      clauses.objects = readNames(scanner);
      return true;
    case 'REVISION':
      expectText(scanner);
      return true;
    case 'DEFVAL':
      skipNested(scanner);
      return true;
    case 'ENTERPRISE':
      clauses.enterprise = isMark(scanner.peek(), '{')
        ? readPlace(scanner)
        : [shortened(expectWord(scanner, 'the name of an enterprise').text)];
      return true;
    default:
      return false;
  }
}

/** Groups and what agents are said to be able to do name nothing new: only their place matters. */
function readToPlace(scanner: Scanner, name: string): Clauses {
  const clauses: Clauses = {};
  for (;;) {
    const token = scanner.peek();
    if (isMark(token, '::=')) return clauses;
    if (token.is === 'end' || beginsDefinition(scanner))
      throw new Unreadable(token.line, `the definition of ${name} has no place behind ::=`);
    if (isMark(token, '{')) skipNested(scanner);
    else scanner.next();
    if (token.is === 'word' && token.text === 'DESCRIPTION' && scanner.peek().is === 'text')
      clauses.description ??= scanner.next().text;
  }
}

/** { enterprises 9 }, { iso org(3) dod(6) 1 } or { 1 3 6 } */
export function readPlace(scanner: Scanner): (string | number)[] {
  const { line } = scanner.peek();
  expectMark(scanner, '{');
  const at: (string | number)[] = [];
  for (;;) {
    const token = scanner.next();
    if (isMark(token, '}')) break;
    if (isMark(token, ',') || isMark(token, '.')) continue;
    if (token.is === 'number') at.push(arcOf(token.text, token.line));
    else if (token.is === 'word' && isMark(scanner.peek(), '(')) {
      scanner.next();
      const number = scanner.next();
      if (number.is !== 'number') throw new Unreadable(number.line, `a number was expected, not ${said(number)}.`);
      at.push(arcOf(number.text, number.line));
      expectMark(scanner, ')');
    } else if (token.is === 'word') at.push(shortened(token.text));
    else throw new Unreadable(token.line, `a place was expected, not ${said(token)}.`);
    if (at.length > mibBounds.arcs) throw new Unreadable(line, `a place has at most ${mibBounds.arcs} numbers.`);
  }
  if (at.length === 0) throw new Unreadable(line, 'a place is empty.');
  return at;
}

function arcOf(text: string, line: number): number {
  const arc = Number(text);
  if (arc < 0 || arc > 4_294_967_295) throw new Unreadable(line, `${text.slice(0, 20)} is no number of a place.`);
  return arc;
}

/** RFC 3584, 3.1: enterprise, 0 and the number; the generic ones of version 1 have places of their own in version 2. */
function placeOfTrap(scanner: Scanner, enterprise: (string | number)[] | undefined): (string | number)[] {
  const token = scanner.next();
  if (token.is !== 'number') throw new Unreadable(token.line, `the number of a trap was expected, not ${said(token)}.`);
  if (!enterprise) throw new Unreadable(token.line, 'a trap without ENTERPRISE has no place.');
  const number = arcOf(token.text, token.line);
  return enterprise.length === 1 && enterprise[0] === 'snmp' ? ['snmpTraps', number + 1] : [...enterprise, 0, number];
}

/** Behind `Name ::=`. null for what gives no type its form: the columns of a row, a choice. */
export function readType(scanner: Scanner, name: string): MibType | null {
  if (scanner.peek().text !== 'TEXTUAL-CONVENTION') {
    const syntax = readSyntax(scanner);
    return syntax.type === 'SEQUENCE' || syntax.type === 'CHOICE' ? null : { name, syntax, hint: '' };
  }
  scanner.next();
  let hint = '';
  for (;;) {
    const { text: clause, line, is } = scanner.next();
    if (clause === 'SYNTAX') return { name, syntax: readSyntax(scanner), hint };
    if (clause === 'DISPLAY-HINT') hint = expectText(scanner).slice(0, 100);
    else if (clause === 'STATUS') expectWord(scanner, 'current, or another status,');
    else if (is === 'word' && texts.has(clause)) expectText(scanner);
    else throw new Unreadable(line, `${said({ is, text: clause })} is no part of the type ${name} that can be read.`);
  }
}

/** A name, and behind it what only stands at the beginning of a definition. */
export function beginsDefinition(scanner: Scanner): boolean {
  const [name, then, after] = [scanner.peek(), scanner.peek(1), scanner.peek(2)];
  if (name.is !== 'word' || then.is === 'end') return false;
  if (isMark(then, '::=')) return /^[A-Z]/.test(name.text);
  if (then.is !== 'word') return false;
  if (then.text === 'OBJECT') return after.text === 'IDENTIFIER' && isMark(scanner.peek(3), '::=');
  return macros.has(then.text) || then.text === 'MACRO';
}
