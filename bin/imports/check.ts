import { posix } from 'node:path';
import { packages, rooms, testSupport } from './rooms.ts';

/** What the import and export statements and the import() expressions of a TypeScript file name. */
export function importsOf(source: string): string[] {
  const statement = /^[ \t]*(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*(['"])([^'"\n]+)\1/gm;
  const expression = /^(?![ \t]*(?:\/\/|\/?\*)).*?\bimport\(\s*(['"])([^'"\n]+)\1/gm;
  return [statement, expression].flatMap((pattern) => [...source.matchAll(pattern)].map((match) => match[2] as string));
}

/** A sentence, or null when `file` may import that. `file` is relative to the root of the checkout, with slashes. */
export function problemOf(file: string, imported: string): string | null {
  const room = roomOf(file);
  if (!room) return `${file} is in no room: name its room in bin/imports/rooms.ts, with what it may import.`;
  const path = pathOf(file, imported);
  return path === null ? packageProblem(file, imported) : pathProblem(file, room, path);
}

function pathProblem(file: string, room: string, path: string): string | null {
  const forTests = isForTests(file);
  if (isForTests(path) && !forTests) return `${file} imports ${path}, which only tests may import.`;
  const isSource = roomOf(path) !== undefined;
  if (!isSource || folderOf(path) === folderOf(file)) return null;
  const allowed = [...(rooms[room] ?? []), ...(forTests ? ['lib', 'lab'] : [])];
  if (allowed.some((other) => liesIn(path, other))) return null;
  return `${file} imports ${path}: ${room} may import ${listed(allowed)}.`;
}

function packageProblem(file: string, imported: string): string | null {
  const name = Object.keys(packages).find((one) => liesIn(imported, one));
  const allowed = name === undefined ? [] : (packages[name] ?? []);
  if (name === undefined || isForTests(file) || allowed.some((room) => liesIn(file, room))) return null;
  return `${file} imports the package ${imported}: only ${listed(allowed)} may.`;
}

/** null for a package. */
function pathOf(file: string, imported: string): string | null {
  if (imported.startsWith('#')) return imported.slice(1);
  return imported.startsWith('.') ? posix.join(posix.dirname(file), imported) : null;
}

/** The most exact room that the file lies in; a test lies where what it tests does. */
function roomOf(file: string): string | undefined {
  const tested = file.replace(/(\.integration)?\.test(?=\.tsx?$)/, '');
  return mostExact(Object.keys(rooms).filter((room) => liesIn(tested, room)));
}

/** The same without the files that have rights of their own: inside of its folder everything may import everything. */
function folderOf(file: string): string {
  return mostExact(Object.keys(rooms).filter((room) => liesIn(file, room) && !room.endsWith('.ts'))) ?? file;
}

function mostExact(names: string[]): string | undefined {
  return names.sort((a, b) => b.length - a.length)[0];
}

function liesIn(path: string, room: string): boolean {
  return path === room || path.startsWith(`${room}/`);
}

function isForTests(file: string): boolean {
  return testSupport.some((pattern) => pattern.test(file));
}

function listed(names: readonly string[]): string {
  return names.length > 0 ? names.join(', ') : 'nothing of ours';
}
