import { peopleByDomain } from '../../catalog/count-domains.ts';
import { notFound, ok, type Result } from '../../domain/failure.ts';
import type { Context } from '../context.ts';
import { domainsServed, serverAt } from '../servers/server-at.ts';
import type { Recipients } from './announcement.ts';
import type { Plan, PlanPart } from './plan.ts';

type ToServer = Extract<Recipients, { is: 'server' }>;

/** The server itself tells everybody, one domain at a time. */
export async function planServer(context: Context, { server: id, host, who }: ToServer): Promise<Result<Plan>> {
  const at = await serverAt(context, id);
  if (!at.ok) return at;
  const { server, kept } = at.value;
  const served = await domainsServed(at.value);
  if (host !== null && !served.includes(host)) return notFound('domain');
  const domains = host === null ? served : [host];
  const able = (await server.abilities())[who === 'online' ? 'announceOnline' : 'announceAll'];
  const [people, counts] = await Promise.all([
    peopleByDomain(context.db.prisma, domains),
    Promise.all(domains.map((domain) => server.onlineCount(domain))),
  ]);
  const online = new Map(domains.map((domain, at) => [domain, counts[at]?.ok ? counts[at].value : null]));
  const name = `everybody${who === 'online' ? ' online' : ''} on ${host ?? kept.name}`;
  const base = { name, who, realm: null, domains };
  if (!able.can) {
    const unreached = domains.map((domain) => ({
      domain,
      people: who === 'online' ? (online.get(domain) ?? null) : (people.get(domain) ?? null),
      why: able.why,
      todo: able.todo,
    }));
    return ok({ ...base, parts: [], unreached });
  }
  const parts = domains.map((domain): PlanPart => {
    const now = online.get(domain) ?? null;
    return {
      domain,
      people: who === 'online' ? now : (people.get(domain) ?? null),
      online: now,
      server,
      serverName: kept.name,
      by: able.by,
    };
  });
  return ok({ ...base, parts, unreached: [] });
}
