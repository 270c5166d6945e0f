import { existsSync } from 'node:fs';
import { chromium, type Page } from '@playwright/test';
import { openMetrics } from '../lib/metrics/open.ts';
import type { SeriesSpec } from '../lib/metrics/port.ts';
import type { MetricRange } from '../lib/services/metrics/read-range.ts';
import { openDatabase } from '../lib/store/database.ts';
import type { Browser } from './browser.ts';
import { fillRings } from './fill-rings.ts';
import { figuresOf, measure } from './measure.ts';
import type { BenchPortal } from './portal.ts';
import { note, say, sayFigures } from './print.ts';
import { specOf } from './samples.ts';

const target = 'directory';
const lines = 20;
const charts = 30;
const chromiumProgram = '/usr/bin/chromium';

/** Charts as pages ask for them, and thirty of them open in a browser. */
export async function benchCharts(portal: BenchPortal, ada: Browser): Promise<void> {
  await makeSeries(portal);
  const day = 86_400;
  const ask = async (last: number) => {
    const query = new URLSearchParams({ target, name: 'bench.octets', each: '1', points: '400', last: String(last) });
    return ada.json<MetricRange>(`/api/metrics/range?${query}`);
  };
  for (const [name, last, aim] of [
    ['a day', day, 100],
    ['a year', 365 * day, 250],
  ] as const) {
    const { lines: found } = await ask(last);
    const text = `${name} of ${lines} series through HTTP (${found[0]?.average.length} points of ${found[0]?.stepSeconds} s)`;
    sayFigures(text, await measure(60, () => ask(last)), aim);
  }
  if (existsSync(chromiumProgram))
    await benchOpenCharts(portal).catch((cause: Error) => note(`Open charts were not measured: ${cause.message}`));
  else note('Chromium isn’t installed: open charts not measured.');
}

const nameOf = (chart: number) => `bench.chart${String(chart).padStart(2, '0')}`;

async function makeSeries(portal: BenchPortal): Promise<void> {
  const db = openDatabase(portal.environment.DATABASE_URL as string, { connections: 2, statementTimeoutMs: 120_000 });
  const store = openMetrics(db, undefined);
  const specs: SeriesSpec[] = Array.from({ length: lines }, (_, at) => specOf(target, at));
  for (let chart = 0; chart < charts; chart++)
    for (let line = 0; line < 3; line++) specs.push({ ...specOf(target, line), name: nameOf(chart) });
  const at = new Date();
  await store.write(specs.map((series) => ({ series, at, value: 1 })));
  const known = (await store.series({ target, limit: 1000 })).filter(({ name }) => name.startsWith('bench.'));
  for (const { id } of known) await fillRings(db, id, 1, 0);
  await db.close();
}

async function benchOpenCharts(portal: BenchPortal): Promise<void> {
  const args = ['--no-sandbox', '--disable-gpu', '--no-first-run'];
  const browser = await chromium.launch({ executablePath: chromiumProgram, args });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await signIn(page, portal);
    const names = Array.from({ length: charts }, (_, chart) => ['name', nameOf(chart)]);
    await page.goto(`${portal.url}/metrics?${new URLSearchParams([['target', target], ['range', '1d'], ...names])}`);
    const open = await openAll(page);
    await page.evaluate(watch);
    const moves = await moveOver(page);
    const zooms = await zoom(page);
    const longest = await page.evaluate(() => Math.max(0, ...(globalThis as unknown as Watched).longTasks));
    sayFigures(`${open} charts open: moving the cursor, until it is painted`, moves, 200);
    sayFigures('  choosing a stretch, until it is painted', zooms, 200);
    say('  longest task of the page’s meanwhile', `${Math.round(longest)} ms`);
  } finally {
    await browser.close();
  }
}

async function signIn(page: Page, portal: BenchPortal): Promise<void> {
  await page.goto(`${portal.url}/sign-in`);
  await page.getByLabel('Username').fill('ada');
  await page.getByLabel('Password').fill(portal.account('ada').password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
}

/** A chart is made when it comes into view first, and stays then. */
async function openAll(page: Page): Promise<number> {
  await page.locator('.uplot').first().waitFor();
  for (let step = 0; step < 40; step++) {
    await page.mouse.move(700, 500);
    await page.mouse.wheel(0, 500);
    await page.waitForTimeout(150);
  }
  await page.mouse.wheel(0, -30_000);
  await page.waitForTimeout(1500);
  return page.locator('.uplot').count();
}

type Watched = { painted: number[]; longTasks: number[] };

/** In the page: from each event to the frame after it was painted. Event Timing tells nothing of moves. */
function watch(): void {
  const watched: Watched = { painted: [], longTasks: [] };
  Object.assign(globalThis, watched);
  const seen = (event: Event) =>
    requestAnimationFrame(() => setTimeout(() => watched.painted.push(performance.now() - event.timeStamp)));
  for (const kind of ['mousemove', 'mouseup']) document.addEventListener(kind, seen, { capture: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) watched.longTasks.push(duration);
  }).observe({ type: 'longtask' });
}

async function taken(page: Page): Promise<number[]> {
  await page.waitForTimeout(300);
  return page.evaluate(() => (globalThis as unknown as Watched).painted.splice(0));
}

async function moveOver(page: Page) {
  const plots = await boxes(page);
  for (const { x, y, width, height } of plots)
    for (let step = 1; step < 25; step++) {
      await page.mouse.move(x + (width * step) / 25, y + height / 2);
      await page.waitForTimeout(20);
    }
  return figuresOf(await taken(page));
}

/** Draws a stretch over a chart, which all of them then show. */
async function zoom(page: Page) {
  const times: number[] = [];
  for (let round = 0; round < 10; round++) {
    const [box] = await boxes(page);
    if (!box) throw new Error('no chart is in view');
    await page.mouse.move(box.x + box.width * 0.2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.8, box.y + box.height / 2, { steps: 4 });
    await taken(page);
    await page.mouse.up();
    times.push(...(await taken(page)));
    await page.waitForTimeout(500);
  }
  return figuresOf(times);
}

/** Of the plots in view. */
async function boxes(page: Page) {
  const found = await Promise.all((await page.locator('.u-over').all()).map((plot) => plot.boundingBox()));
  return found.flatMap((box) => (box && box.y > 80 && box.y + box.height < 880 ? [box] : []));
}
