import { setTimeout as sleep } from 'node:timers/promises';
import { isPortFree } from '../free-port.ts';
import type { XmppPorts } from './facts.ts';

/** The registered ports of RFC 6120 and XEP-0368; http is the usual one of both servers. */
export const standardPorts: XmppPorts = { starttls: 5222, direct: 5223, s2s: 5269, http: 5280 };

export type NodeName = 'ej1' | 'ej2' | 'prosody';
export type Addresses = Record<NodeName, string>;

const keptWaitMs = 6000;

const lastNumbers: Record<NodeName, number> = { ej1: 11, ej2: 12, prosody: 21 };

/**
 * An address of its own for each server, so that all keep the standard ports: 127.0.0.11, .12 and .21 beside a directory
 * at 127.0.0.1, or the next ten where another program has them. Those of an earlier run come first. Throws the sentence
 * for people.
 */
export async function chooseAddresses(directoryHost: string, kept: Addresses | null): Promise<Addresses> {
  const network = directoryHost.split('.').slice(0, 3).join('.');
  const candidates = [0, 40, 80, 120, 160, 200].map(
    (offset) =>
      Object.fromEntries(
        Object.entries(lastNumbers).map(([name, last]) => [name, `${network}.${last + offset}`]),
      ) as Addresses,
  );
  if (kept && Object.values(kept).every((host) => host.startsWith(`${network}.`))) {
    // Servers of a lab that was killed a moment ago are still on their way out.
    for (let waited = 0; waited < keptWaitMs && !(await areFree(kept)); waited += 250) await sleep(250);
    candidates.unshift(kept);
  }
  for (const addresses of candidates) if (await areFree(addresses)) return addresses;
  const ports = Object.values(standardPorts);
  throw new Error(
    `The ports ${ports.slice(0, -1).join(', ')} and ${ports.at(-1)} are in use on ${Object.values(candidates[0] as Addresses).join(', ')} and on the other addresses that were tried. Stop the program that has them: ss -ltnp names it.`,
  );
}

async function areFree(addresses: Addresses): Promise<boolean> {
  const wanted = Object.values(addresses).flatMap((host) =>
    Object.values(standardPorts).map((port) => ({ host, port })),
  );
  const free = await Promise.all(wanted.map(({ host, port }) => isPortFree(host, port)));
  return free.every(Boolean);
}
