import { defineConfig } from 'prisma/config';
import { config } from './lib/config/config.ts';

/** For Prisma's own command line, where its engine can be had: `DATABASE_URL=… npx prisma migrate deploy` does as bin/migrate.ts. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: config().databaseUrl ?? '' },
});
