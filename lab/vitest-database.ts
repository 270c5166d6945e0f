import type { TestProject } from 'vitest/node';
import { startTestDatabase } from './test-database.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** One migrated database for all test files of the run: `inject('databaseUrl')`. Who breaks it on purpose starts their own. */
    databaseUrl: string;
  }
}

/** For vitest's globalSetup. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const database = await startTestDatabase();
  project.provide('databaseUrl', database.url);
  return () => database.stop();
}
