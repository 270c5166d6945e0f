import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { closingLine, countsFrom, passedLater } from './counts.ts';

function reported(kind: 'vitest' | 'playwright', report: unknown) {
  return countsFrom({ kind, file: written(report) });
}

function written(report: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-counts-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(report));
  return file;
}

test('the closing line counts passed and failed, and names skipped tests only when there are some', () => {
  expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
  expect(closingLine({ passed: 12, failed: 1, skipped: 2 })).toBe('12 passed, 1 failed, 2 skipped');
});

test('a test file that didn’t load is a failure although none of its tests failed', () => {
  const testResults = [
    { status: 'passed', assertionResults: [{ status: 'passed' }] },
    { status: 'failed', assertionResults: [] },
  ];
  expect(
    reported('vitest', { numPassedTests: 1, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults }),
  ).toEqual({
    passed: 1,
    failed: 1,
    skipped: 0,
  });
});

test('an error outside of all browser tests is a failure', () => {
  const stats = { expected: 3, unexpected: 0, flaky: 1, skipped: 0 };
  expect(reported('playwright', { stats, errors: [{ message: 'global setup' }] })).toEqual({
    passed: 4,
    failed: 1,
    skipped: 0,
  });
});

test('a runner that wrote no report counts nothing', () => {
  expect(countsFrom({ kind: 'vitest', file: '/nonexistent.json' })).toBeNull();
});

test('a test that passed only when it was tried again is named, with what was wrong at first', () => {
  const assertionResults = [
    { status: 'passed', fullName: 'passes at once', failureMessages: [] },
    { status: 'passed', fullName: 'passes later', failureMessages: ['AssertionError'] },
    { status: 'failed', fullName: 'fails', failureMessages: ['AssertionError', 'AssertionError'] },
  ];
  const file = written({ testResults: [{ status: 'failed', assertionResults }] });
  expect(passedLater({ kind: 'vitest', file })).toEqual(['passes later\nAssertionError']);
});
