import { failed, type Result } from '../../domain/failure.ts';
import type { XmppLog } from '../log.ts';
import type { XmppConnection } from '../port.ts';
import { kept } from './kept.ts';
import { Offers } from './offers.ts';
import { type Abilities, type Ability, type AbilityName, abilityNames, type Host, type XmppServer } from './port.ts';
import { Refusals } from './refusals.ts';
import { type Method, methods } from './roads.ts';
import { surveyOf } from './survey.ts';
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
    const offers = new Offers(survey.value, refusals);
    for (const road of offers.open(method)) {
      const go = road.go as (tools: Tools, ...all: unknown[]) => Promise<Result<unknown>>;
      const went = await go(tools, ...args);
      // Only what was refused outright, so that nothing was done, is tried by the next road.
      if (went.ok || went.failure.uncertain || offers.isOpen(road)) return went;
    }
    return failed({ kind: 'unavailable', ...offers.denial(method) });
  };

  const hosts = kept(connection, () => take('hosts', []) as Promise<Result<Host[]>>);
  const stopping = (method: 'restart' | 'shutdown') => async (node: string, notice: string) => {
    const stopped = await take(method, [node, notice]);
    // What a node offers has come or gone with it.
    surveyed.forget();
    return stopped;
  };
  const server = {
    ...Object.fromEntries(methods.map((method) => [method, (...args: unknown[]) => take(method, args)])),
    connection,
    domain,
    hosts: () => hosts.get(),
    restart: stopping('restart'),
    shutdown: stopping('shutdown'),
    async abilities() {
      const survey = await surveyed.get();
      if (!survey.ok) return abilitiesBy(() => ({ can: false, why: survey.failure.why, todo: survey.failure.todo }));
      const offers = new Offers(survey.value, refusals);
      return abilitiesBy((name) => offers.ability(name));
    },
    async make() {
      const survey = await surveyed.get();
      return survey.ok ? survey.value.make : '';
    },
  } as unknown as XmppServer;
  return server;
}

function abilitiesBy(ability: (name: AbilityName) => Ability): Abilities {
  return Object.fromEntries(abilityNames.map((name) => [name, ability(name)])) as Abilities;
}
