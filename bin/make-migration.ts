/**
 * For developers: `node bin/make-migration.ts add-alerts` writes prisma/migrations/<time>_add_alerts/migration.sql with what
 * brings the committed migrations to prisma/schema.prisma. Prisma's own engine works it out (its WebAssembly build: the
 * native one would be downloaded); the migrations are replayed in a database in memory, so none has to run. With --check
 * instead of a name, nothing is written, and a difference ends with 1.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { migrationsFolder, readMigrations } from '../lib/store/migrations.ts';

const checking = process.argv[2] === '--check';
const name = process.argv[2]?.replace(/\W+/g, '_');
if (!name) {
  console.error('No migration was made: it needs a name. Run: node bin/make-migration.ts what-it-adds');
  process.exit(1);
}

const schemaFile = join(dirname(migrationsFolder), 'schema.prisma');
const files = [{ path: schemaFile, content: readFileSync(schemaFile, 'utf8') }];
const filters = { externalTables: [], externalEnums: [] };
const { SchemaEngine } = await loadEngine();
const memory = new PGlite({ extensions: { pg_trgm } });
const engine = await SchemaEngine.new(
  { datamodels: files.map((file) => [file.path, file.content]) },
  () => {},
  bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(memory)),
);

for (const migration of readMigrations(migrationsFolder)) await memory.exec(migration.sql);
const difference = await engine.diff({
  from: { tag: 'schemaDatasource', files, configDir: process.cwd() },
  to: { tag: 'schemaDatamodel', files },
  script: true,
  exitCode: null,
  filters,
});

const sql: string = difference.stdout;
if (/^-- This is an empty migration/m.test(sql) || sql.trim() === '') {
  console.log('No migration was made: the migrations already lead to prisma/schema.prisma.');
} else if (checking) {
  console.error(`The migrations do not lead to prisma/schema.prisma. Missing:\n${sql}`);
  process.exit(1);
} else {
  const folder = join(migrationsFolder, `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}_${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'migration.sql'), sql);
  writeFileSync(join(migrationsFolder, 'migration_lock.toml'), 'provider = "postgresql"\n');
  console.log(`Written: ${folder}/migration.sql. Read it, and add by hand what Prisma can't say.`);
}
process.exit();

/** The package exports no way to load its WebAssembly in Node, so its two files are put together here. */
async function loadEngine() {
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
  const bindings = await import(pathToFileURL(join(folder, 'schema_engine_bg.js')).href);
  const bytes = readFileSync(join(folder, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return bindings;
}
