import { failed, type Result } from '../../domain/failure.ts';
import type { XmppLog } from '../log.ts';
import type { XmppConnection } from '../port.ts';
import { kept } from './kept.ts';
import { makes } from './makes.ts';
import { type Abilities, type Ability, type AbilityName, abilityNames, type Host, type XmppServer } from './port.ts';
import { type Denial, Refusals } from './refusals.ts';
import { abilityTable, type Method, methods, type Need, type Road } from './roads.ts';
import { type Survey, surveyOf } from './survey.ts';
import { Tools } from './tools.ts';

const silent: XmppLog = { info() {}, warn() {} };

/**
 * The adapter for what listens at the other end of a connection: what the server says of itself (XEP-0092) and lists (XEP-0030,
 * XEP-0050), found out once a minute, decides by which road each thing is done. A road that turns out to be closed to us is
 * remembered, and the next one is taken.
 */
export function adaptServer(connection: XmppConnection, domain: string, log: XmppLog = silent): XmppServer {
  const surveyed = kept(connection, () => surveyOf(connection, domain));
  const refusals = new Refusals(connection);

  const take = async (method: Method, args: unknown[]): Promise<Result<unknown>> => {
    const survey = await surveyed.get();
    if (!survey.ok) return survey;
    const tools = new Tools({ connection, domain, survey: survey.value, server, refusals, log });
    for (const road of roadsOf(method, survey.value)) {
      const before = hindrance(road, survey.value, refusals);
      if (before) continue;
      const went = await (road.go as (...all: unknown[]) => Promise<Result<unknown>>)(tools, ...args);
      // Refused outright, so nothing was done: the next road may be open.
      if (went.ok || !hindrance(road, survey.value, refusals)) return went;
    }
    const denial = denialOf([method], undefined, survey.value, refusals);
    return failed({ kind: 'unavailable', ...(denial ?? nothingLeft) });
  };

  const hosts = kept(connection, () => take('hosts', []) as Promise<Result<Host[]>>);
  const asked = Object.fromEntries(methods.map((method) => [method, (...args: unknown[]) => take(method, args)]));
  const stopping = (method: 'restart' | 'shutdown') => async (node: string, notice: string) => {
    const stopped = await take(method, [node, notice]);
    surveyed.forget();
    return stopped;
  };
  const server = {
    ...asked,
    connection,
    domain,
    hosts: () => hosts.get(),
    restart: stopping('restart'),
    shutdown: stopping('shutdown'),
    async abilities() {
      const survey = await surveyed.get();
      const ability = (name: AbilityName): Ability =>
        survey.ok
          ? abilityOf(name, survey.value, refusals)
          : { can: false, why: survey.failure.why, todo: survey.failure.todo };
      return Object.fromEntries(abilityNames.map((name) => [name, ability(name)])) as Abilities;
    },
    async make() {
      const survey = await surveyed.get();
      return survey.ok ? survey.value.make : '';
    },
  } as unknown as XmppServer;
  return server;
}

const nothingLeft: Denial = { why: 'The server did none of what it offers for it.', todo: '' };

function abilityOf(name: AbilityName, survey: Survey, refusals: Refusals): Ability {
  const { methods: needed, told } = abilityTable[name];
  const denial = denialOf(needed, told && name, survey, refusals);
  if (denial) return { can: false, ...denial };
  const by = needed.flatMap((method) => open(method, told && name, survey, refusals)[0]?.by ?? []);
  return { can: true, by: [...new Set(by)].join(', ') };
}

/** Why one of `needed` can't be had; null when all can. */
function denialOf(
  needed: readonly Method[],
  told: AbilityName | undefined,
  survey: Survey,
  refusals: Refusals,
): Denial | null {
  const missing = needed.find((method) => open(method, told, survey, refusals).length === 0);
  if (!missing) return null;
  const all = roadsOf(missing, survey).filter((road) => !told || road.tells?.includes(told));
  const tried = all.flatMap((road) => hindrance(road, survey, refusals) ?? []).find((found) => found !== 'not there');
  return tried ?? makes.denial(missing, told, survey);
}

function open(method: Method, told: AbilityName | undefined, survey: Survey, refusals: Refusals): Road[] {
  const all = roadsOf(method, survey).filter((road) => !hindrance(road, survey, refusals));
  return all.filter((road) => !told || road.tells?.includes(told));
}

function roadsOf(method: Method, { make }: Survey): readonly Road[] {
  return makes.roads(make).flatMap((roads) => (roads[method] ?? []) as readonly Road[]);
}

function hindrance(road: Road, survey: Survey, refusals: Refusals): Denial | 'not there' | null {
  let refused: Denial | null = null;
  for (const need of road.needs) {
    const offered = offeredFor(need, survey);
    if (offered.length === 0) return 'not there';
    const denials = offered.map((node) => refusals.of(node));
    if (denials.every((denial) => denial !== null)) refused ??= denials[0] ?? null;
  }
  return refused;
}

function offeredFor(need: Need, { commands, nodes }: Survey): string[] {
  if ('node' in need) return nodes.has(need.node) ? [need.node] : [];
  const { command } = need;
  if (typeof command === 'string') return commands.has(command) ? [command] : [];
  return [...commands].filter((node) => command.test(node));
}
