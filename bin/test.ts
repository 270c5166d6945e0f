/**
 * `npm test [-- types lint imports unit integration build e2e]`: all steps, or the ones that are named. Prints problems as they
 * come and closes with one line, `N passed, N failed`. Ends with 1 when anything failed.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Counts, closingLine, plus } from './test/counts.ts';
import { runStep, type Step } from './test/run-step.ts';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const reports = mkdtempSync(join(tmpdir(), 'bailiwick-reports-'));
const report = (name: string) => join(reports, `${name}.json`);

const vitest = (project: string, part?: string): Step => {
  const file = report(`${project}-${part?.replace('/', '-of-') ?? 'all'}`);
  return {
    name: project,
    title: project === 'unit' ? 'Unit tests' : 'Integration tests against the real servers',
    line: [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project',
      project,
      ...(part ? [`--shard=${part}`] : []),
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    report: { kind: 'vitest', file },
  };
};

/** Steps of one name run side by side. */
const steps: Step[] = [
  { name: 'types', title: 'Types', line: ['node_modules/typescript/bin/tsc', '--noEmit'] },
  { name: 'lint', title: 'Lint and format', line: ['node_modules/@biomejs/biome/bin/biome', 'check', '.'] },
  { name: 'imports', title: 'Directions of imports', line: ['bin/imports.ts'] },
  // Before what takes long: a build that fails is told in the first minutes.
  { name: 'build', title: 'Build', line: ['bin/bootstrap.mjs', 'build'] },
  vitest('unit'),
  // Files of one lab run one after the other and mostly wait: two halves (bin/test/balanced-shards.ts), each with servers of its own, wait at the same time.
  vitest('integration', '1/2'),
  vitest('integration', '2/2'),
  {
    name: 'e2e',
    title: 'End-to-end tests in Chromium',
    line: ['node_modules/@playwright/test/cli.js', 'test', '--reporter=line,json'],
    environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: report('e2e'), PLAYWRIGHT_JSON_OUTPUT_NAME: report('e2e') },
    report: { kind: 'playwright', file: report('e2e') },
  },
];

const named = process.argv.slice(2);
// Journeys through an old build would tell nothing of this checkout.
const wanted = named.includes('e2e') ? [...named, 'build'] : named;
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`There is no step “${unknown[0]}”. Choose among: ${steps.map(({ name }) => name).join(', ')}.`);
  process.exit(1);
}

let total: Counts = { passed: 0, failed: 0, skipped: 0 };
const failedSteps: string[] = [];
for (const [name, [first, ...others]] of Map.groupBy(steps, (step) => step.name)) {
  if (!first || (wanted.length > 0 && !wanted.includes(name))) continue;
  console.log(`\n${first.title}`);
  const counts = (await Promise.all([first, ...others].map(countsOf))).reduce(plus);
  console.log(`${first.title}: ${closingLine(counts)}`);
  if (counts.failed > 0) failedSteps.push(first.title);
  total = plus(total, counts);
}
rmSync(reports, { recursive: true, force: true });
if (failedSteps.length > 0) console.log(`\nFailed: ${failedSteps.join(', ')}.`);
console.log(`\n${closingLine(total)}`);
process.exit(total.failed > 0 ? 1 : 0);

/** Browsers have nothing to look at when the build failed. */
function countsOf(step: Step): Promise<Counts> | Counts {
  if (step.name === 'e2e' && failedSteps.includes('Build')) return notRun('The portal was not built.');
  if (!existsSync(step.line[0] as string)) return notRun(`${step.line[0]} is missing from this checkout.`);
  return runStep(step);
}

function notRun(why: string): Counts {
  console.error(`Not run: ${why}`);
  return { passed: 0, failed: 1, skipped: 0 };
}
