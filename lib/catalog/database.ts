import type { PrismaClient } from '../store/generated/client.ts';

/** What the catalog asks of the database: raw statements with parameters. */
export type Database = Pick<PrismaClient, '$queryRaw' | '$executeRaw'>;

export { empty, join, Sql, sqltag as sql } from '@prisma/client/runtime/client';
