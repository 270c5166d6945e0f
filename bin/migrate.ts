/** `node bin/migrate.ts`: brings the database of DATABASE_URL, or the embedded one that runs, to prisma/migrations. */
import { config } from '../lib/config/config.ts';
import { runningUrl } from '../lib/store/embedded/address.ts';
import { applyMigrations, migrationsFolder, readMigrations } from '../lib/store/migrations.ts';

try {
  const { databaseUrl, home } = config();
  const url = databaseUrl ?? runningUrl(home);
  if (!url)
    throw new Error(
      'The database was not migrated: DATABASE_URL is not set, and no embedded database runs. Start node bin/database.ts first.',
    );
  const applied = await applyMigrations(url, readMigrations(migrationsFolder));
  console.log(applied.length > 0 ? `The database was migrated: ${applied.join(', ')}.` : 'The database is up to date.');
  process.exit(0);
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : String(cause));
  process.exit(1);
}
