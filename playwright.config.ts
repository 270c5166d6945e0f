import { defineConfig } from '@playwright/test';

/**
 * End-to-end tests in Debian's Chromium. Against a running portal where E2E_BASE_URL names one (with E2E_PASSWORD and
 * E2E_HOME, the folder of its lab.json); otherwise against a demo of their own that is thrown away afterwards.
 */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  fullyParallel: false,
  workers: 2,
  // CI's machine is shared: what fails once and then passes is told as flaky there, and fails everywhere else.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: process.env.E2E_RESULTS ?? 'test-results/e2e.json' }]],
  globalSetup: './e2e/arrange/portal-under-test.ts',
  use: {
    actionTimeout: 15_000,
    navigationTimeout: 45_000,
    screenshot: 'only-on-failure',
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  projects: [
    { name: 'journeys', testIgnore: ['**/directory-away.spec.ts', '**/authorization-matrix.spec.ts'] },
    // Last: what the whole portal may do, and a directory that stops for everybody.
    { name: 'matrix', testMatch: '**/authorization-matrix.spec.ts', dependencies: ['journeys'] },
    { name: 'outage', testMatch: '**/directory-away.spec.ts', dependencies: ['matrix'] },
  ],
});
