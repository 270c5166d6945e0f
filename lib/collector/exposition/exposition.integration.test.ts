import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test, vi } from 'vitest';
import { freePort } from '#lab/free-port.ts';
import { startTestDatabase } from '../../../lab/test-database.ts';
import { parseConfig } from '../../config/config.ts';
import { hasVictoria, startVictoria } from '../../metrics/testing/victoria.ts';
import { openDatabase } from '../../store/database.ts';
import { gatherer } from './gather.ts';
import { LastSamples } from './last-samples.ts';
import { type ExpositionPlace, serveMetrics } from './listener.ts';
import { parseExposition } from './parse-under-test.ts';

// Processes are started: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 });
const soon = { timeout: 60_000, interval: 500 };
const token = 'a-token-of-tests-only';

function folderOfTest(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-exposition-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The real collector on a database of its own. */
async function startCollector(settings: Record<string, string>) {
  const database = await startTestDatabase();
  onTestFinished(() => database.stop());
  const child = fork(join(import.meta.dirname, '../main.ts'), {
    env: {
      ...{ PATH: process.env.PATH, NODE_ENV: 'test', LOG_LEVEL: 'silent', BAILIWICK_HOME: folderOfTest() },
      ...inject('labEnvironment'),
      DATABASE_URL: database.url,
      ...settings,
    },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  onTestFinished(async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  const [message] = await once(child, 'message');
  return { database, message, child };
}

test.skipIf(!hasVictoria)('VictoriaMetrics scrapes the collector and answers with what the collector saw', async () => {
  const place = `127.0.0.1:${await freePort('127.0.0.1')}`;
  const { message } = await startCollector({ METRICS_LISTEN: place, METRICS_TOKEN: token });
  expect(message).toEqual({ ready: true });
  const targets = [{ targets: [place] }];
  const job = {
    job_name: 'bailiwick',
    scrape_interval: '1s',
    authorization: { credentials: token },
    static_configs: targets,
  };
  const file = join(folderOfTest(), 'scrape.yml');
  writeFileSync(file, JSON.stringify({ scrape_configs: [job] }));
  const victoria = await startVictoria(`-promscrape.config=${file}`);
  onTestFinished(() => victoria.stop());
  const ask = async (query: string) => {
    await victoria.flush();
    const answer = await fetch(`${victoria.url}/api/v1/query?${new URLSearchParams({ query })}`);
    const { data } = (await answer.json()) as {
      data: { result: { metric: Record<string, string>; value: [number, string] }[] };
    };
    return data.result.map(({ metric, value: [, value] }) => ({ metric, value: Number(value) }));
  };
  await expect
    .poll(async () => (await ask('bailiwick_directory_reachable{target="directory"}'))[0]?.value, soon)
    .toBe(1);
  await expect
    .poll(async () => (await ask('rate(bailiwick_collector_polls_total[30s])'))[0]?.value ?? 0, soon)
    .toBeGreaterThan(0);
  expect((await ask('up{job="bailiwick"}'))[0]?.value).toBe(1);
  expect((await ask('bailiwick_alerts{state="firing"}')).length).toBe(2);
  expect((await ask('bailiwick_target_info{target="portal"}'))[0]?.metric.name).toBe('Portal');
  expect((await ask('bailiwick_database_up'))[0]?.value).toBe(1);
  expect((await ask('process_resident_memory_bytes'))[0]?.value).toBeGreaterThan(1e7);
});

test('all that the collector tells is read by a strict reader', async () => {
  const place = `127.0.0.1:${await freePort('127.0.0.1')}`;
  await startCollector({ METRICS_LISTEN: place });
  const read = async () => {
    const answer = await fetch(`http://${place}/metrics`);
    expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    return parseExposition(await answer.text());
  };
  await expect
    .poll(async () => (await read()).samples.some(({ name }) => name === 'bailiwick_directory_operations_total'), soon)
    .toBe(true);
  const { samples, types } = await read();
  expect(samples.length).toBeGreaterThan(50);
  expect(types.get('bailiwick_directory_operations_total')).toBe('counter');
  expect(types.get('bailiwick_portal_database_answer_seconds')).toBe('gauge');
});

test('when the database doesn’t answer, what is known without it is told, and that it doesn’t', async () => {
  const db = openDatabase('postgresql://nobody:none@127.0.0.1:1/none', { connections: 1, connectTimeoutMs: 500 });
  onTestFinished(() => db.close());
  const last = new LastSamples();
  const series = {
    target: 'portal',
    name: 'portal.live',
    labels: {},
    kind: 'gauge',
    unit: 'pages',
    stepSeconds: 10,
  } as const;
  last.note([{ series: { ...series, heartbeatSeconds: 30, min: 0, max: null }, at: new Date(), value: 3 }]);
  const { samples } = parseExposition(await gatherer(db, last)());
  const value = (name: string) => samples.find((sample) => sample.name === name)?.value;
  expect([value('bailiwick_database_up'), value('bailiwick_portal_live')]).toEqual([0, 3]);
  expect(samples.some(({ name }) => name === 'bailiwick_alerts')).toBe(false);
});

async function asked(
  place: Pick<ExpositionPlace, 'token'>,
  {
    method = 'GET',
    path = '/metrics',
    headers = {},
  }: { method?: string; path?: string; headers?: Record<string, string> },
) {
  const port = await freePort('127.0.0.1');
  const server = await serveMetrics({ host: '127.0.0.1', port, ...place }, async () => 'told 1\n', { warn: () => {} });
  const [status, text] = await new Promise<[number | undefined, string]>((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, async (answer) => {
      const chunks = await answer.toArray();
      resolve([answer.statusCode, Buffer.concat(chunks).toString()]);
    });
    asking.once('error', reject).end();
  });
  server.close();
  return { status, text };
}

test.each([
  ['the token', { headers: { authorization: `Bearer ${token}` } }, 200],
  ['the token for HEAD', { method: 'HEAD', headers: { authorization: `bearer ${token}` } }, 200],
  ['no token', {}, 401],
  ['another token', { headers: { authorization: `Bearer ${token}x` } }, 401],
  ['the token as a password', { headers: { authorization: `Basic ${btoa(`x:${token}`)}` } }, 401],
  ['the token for another path', { path: '/', headers: { authorization: `Bearer ${token}` } }, 404],
  ['the token to change something', { method: 'POST', headers: { authorization: `Bearer ${token}` } }, 405],
])('where a token is set, who comes with %s gets', async (_, given, status) => {
  const answer = await asked({ token }, given);
  expect(answer.status).toBe(status);
  expect(answer.text.includes('told 1')).toBe(status === 200 && !('method' in given));
});

test.each([
  ['127.0.0.1:9464', 200],
  ['localhost:9464', 200],
  ['[::1]:9464', 200],
  ['metrics.attacker.example', 403],
])('without a token, a browser that was led here as %s gets', async (host, status) => {
  expect((await asked({ token: '' }, { headers: { host } })).status).toBe(status);
});

test('a place that is taken ends the start with a sentence that names the setting', async () => {
  const port = await freePort('127.0.0.1');
  const place = { host: '127.0.0.1', port, token: '' };
  const server = await serveMetrics(place, async () => '', { warn: () => {} });
  onTestFinished(() => void server.close());
  const { message } = await startCollector({ METRICS_LISTEN: `127.0.0.1:${port}` });
  expect(message).toMatchObject({ ready: false, error: expect.stringContaining('METRICS_LISTEN') });
});

test('beyond loopback there is no listener without a token', () => {
  const place = (settings: Record<string, string>) => parseConfig(settings).exposition;
  expect(place({})).toBeNull();
  expect(place({ METRICS_TOKEN: token })).toBeNull();
  for (const listen of ['127.0.0.1:9464', '127.8.0.1:9464', '[::1]:9464', 'localhost:9464'])
    expect(place({ METRICS_LISTEN: listen })).toMatchObject({ port: 9464, token: '' });
  for (const listen of [
    '0.0.0.0:9464',
    '[::]:9464',
    '192.0.2.1:9464',
    'metrics.example:9464',
    '127.0.0.1.example:9464',
  ])
    expect(() => place({ METRICS_LISTEN: listen })).toThrow('needs METRICS_TOKEN');
  expect(place({ METRICS_LISTEN: '[::]:9464', METRICS_TOKEN: token })).toEqual({ host: '::', port: 9464, token });
  expect(() => place({ METRICS_LISTEN: '127.0.0.1:9464', METRICS_TOKEN: 'short' })).toThrow('16 characters');
  for (const listen of ['9464', '127.0.0.1', '127.0.0.1:99999', 'a b:1'])
    expect(() => place({ METRICS_LISTEN: listen })).toThrow('host:port');
});
