/**
 * `node bin/imports.ts [FOLDER]`, part of `npm run lint`: holds the directions of imports that bin/imports/rooms.ts says.
 * One sentence for each import that goes the wrong way; exit 1 when there is any.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importsOf, problemOf } from './imports/check.ts';

const root = process.argv[2] ?? join(import.meta.dirname, '..');
const folders = ['app', 'bench', 'bin', 'e2e', 'lab', 'lib'];
/** Made by Prisma, and not ours to change. */
const generated = 'lib/store/generated/';

const files = folders.flatMap((folder) => sourcesIn(folder)).filter((file) => !file.startsWith(generated));
const problems = files.flatMap((file) => problemsIn(file));
for (const problem of problems) console.error(problem);
if (problems.length > 0) {
  console.error(`Imports going the wrong way: ${problems.length}. The rooms are in bin/imports/rooms.ts.`);
  process.exit(1);
}
console.log(`All imports of ${files.length} files go the right way.`);

function problemsIn(file: string): string[] {
  const imported = new Set(importsOf(readFileSync(join(root, file), 'utf8')));
  return [...imported].flatMap((name) => problemOf(file, name) ?? []);
}

function sourcesIn(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name}`);
}
