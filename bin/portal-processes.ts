import { fileURLToPath } from 'node:url';
import type { Config } from '../lib/config/config.ts';
import { nodeOptions } from './node-options.ts';
import { StartFailed, type Supervisor } from './supervise.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const script = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

export const labScript = script('lab/main.ts');

const readyWithinMs = 90_000;

/**
 * Database, migrations, collector, the SNMP agent where there is one, and web, in the order in which they need each other; done when /api/health/ready says
 * that all is well. Answers the settings that the processes run with. Throws StartFailed.
 */
export async function startPortal(
  supervisor: Supervisor,
  settings: Config,
  given: Environment,
  { dev }: { dev: boolean },
): Promise<Environment> {
  const environment: Record<string, string | undefined> = {
    ...given,
    NODE_ENV: dev ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  };
  if (!settings.databaseUrl) {
    const { url } = await supervisor.start({ name: 'database', script: script('bin/database.ts'), environment });
    environment.DATABASE_URL = String(url);
  }
  await supervisor.runToEnd({ name: 'migration', script: script('bin/migrate.ts'), environment });
  await supervisor.start({
    name: 'collector',
    script: script('lib/collector/main.ts'),
    nodeOptions: nodeOptions.collector,
    // Host names are looked up by threads, four unless told otherwise: that many dead names would keep all others waiting.
    environment: { ...environment, UV_THREADPOOL_SIZE: environment.UV_THREADPOOL_SIZE ?? '32' },
  });
  if (settings.snmpAgent.agentX)
    await supervisor.start({
      name: 'SNMP agent',
      script: script('lib/agent/main.ts'),
      nodeOptions: nodeOptions.snmpAgent,
      environment,
    });
  if (settings.snmpTraps.length > 0)
    await supervisor.start({
      name: 'trap receiver',
      script: script('lib/traps/main.ts'),
      nodeOptions: nodeOptions.traps,
      environment: { ...environment, UV_THREADPOOL_SIZE: environment.UV_THREADPOOL_SIZE ?? '16' },
    });
  await supervisor.start({
    name: 'portal',
    script: script('bin/web.ts'),
    parameters: dev ? ['--dev'] : [],
    // Next's compiler takes what it takes.
    nodeOptions: dev ? [] : nodeOptions.web,
    environment,
  });
  await untilReady(settings);
  return environment;
}

async function untilReady({ host, port }: Config): Promise<void> {
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}/api/health/ready`;
  const deadline = Date.now() + readyWithinMs;
  let last = 'it didn’t answer';
  while (Date.now() < deadline) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(5000) });
      if (answer.ok) return;
      last = unavailable(await answer.json());
    } catch {
      // Not listening yet, or busy: asked again below.
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new StartFailed(`The portal started and isn’t ready: ${last}. Look at what is printed above.`);
}

function unavailable(body: unknown): string {
  const dependencies = (body as { dependencies?: Record<string, { status?: string }> } | null)?.dependencies ?? {};
  const missing = Object.entries(dependencies).filter(([, state]) => state.status !== 'ok');
  return missing.length > 0 ? `${missing.map(([name]) => name).join(' and ')} unavailable` : 'its health page says so';
}
