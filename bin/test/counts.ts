import { readFileSync } from 'node:fs';

export type Counts = { passed: number; failed: number; skipped: number };

export type Report = { kind: 'vitest' | 'playwright'; file: string };

export function plus(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** What a runner's JSON report counts; null when there is none, because the runner broke before it wrote one. */
export function countsFrom({ kind, file }: Report): Counts | null {
  try {
    const report: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return kind === 'vitest' ? vitestCounts(report as VitestReport) : playwrightCounts(report as PlaywrightReport);
  } catch {
    return null;
  }
}

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    status: string;
    assertionResults: { status: string; fullName?: string; failureMessages?: string[] }[];
  }[];
};

/** The tests that passed only when they were tried again, with what was wrong at first; Playwright tells of its own. */
export function passedLater({ kind, file }: Report): string[] {
  if (kind !== 'vitest') return [];
  try {
    const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
    // What the first try threw stays with a test that then passes.
    return testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status, failureMessages = [] }) => status === 'passed' && failureMessages.length > 0)
      .map(({ fullName = 'a test without a name', failureMessages: [why = ''] = [] }) => `${fullName}\n${why}`.trim());
  } catch {
    return [];
  }
}

/** A file that failed outside of its tests (it didn't load, a hook threw) is a failure of its own. */
function vitestCounts(report: VitestReport): Counts {
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
};

/** A test that passed only when it was tried again counts as passed; Playwright's own output names it. */
function playwrightCounts({ stats, errors }: PlaywrightReport): Counts {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length, skipped: stats.skipped };
}
