import { createSocket } from 'node:dgram';
import { ber } from './ber.ts';
import type { FleetFacts, SnmpFacts } from './demo.ts';
import type { SimulatedDevice } from './fleet.ts';
import { uptimeRequest } from './snmpd.ts';

const minuteMs = 60_000;
/** The portal has started by then. */
const firstAfterMs = minuteMs;
const downForMs = 40_000;
const [linkDown, linkUp, coldStart] = [3, 4, 1].map((last) => `1.3.6.1.6.3.1.1.5.${last}`) as [string, string, string];
const [ifEntry, ifName] = ['1.3.6.1.2.1.2.2.1', '1.3.6.1.2.1.31.1.1.1.1'];
const port = 1;
const [up, down] = [1, 2] as const;

/** Now and then the gear says something of itself: a link that comes and goes, a start, and somebody who guesses at snmpd. */
export function beginTalk(
  fleet: readonly SimulatedDevice[],
  { fleet: facts, snmpd, traps }: SnmpFacts,
): { end(): void } {
  const timers = new Set<NodeJS.Timeout>();
  const after = (ms: number, say: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      say();
    }, ms);
    timers.add(timer);
  };
  const again = (firstMs: number, everyMs: number, say: () => void) =>
    after(firstMs, () => {
      say();
      again(everyMs, everyMs, say);
    });
  const deviceOf = (behaviour: FleetFacts['behaviour']) =>
    fleet.find((device) => facts.some((one) => one.behaviour === behaviour && one.port === device.port));
  const core = deviceOf('switch64');
  const link = (state: typeof up | typeof down) => {
    core?.set(`${ifEntry}.8.${port}`, state);
    core?.tell(traps, state === up ? linkUp : linkDown, linkOf(state));
  };
  again(firstAfterMs, 7 * minuteMs, () => {
    link(down);
    after(downForMs, () => link(up));
  });
  after(firstAfterMs, () => deviceOf('switch32')?.tell(traps, coldStart));
  again(1.5 * firstAfterMs, 11 * minuteMs, () => guess(snmpd));
  return {
    end() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

function linkOf(state: number): [string, Buffer][] {
  return [
    [`${ifEntry}.1.${port}`, ber.number(port)],
    [`${ifEntry}.7.${port}`, ber.number(1)],
    [`${ifEntry}.8.${port}`, ber.number(state)],
    [`${ifName}.${port}`, ber.octets(`ge-0/0/${port}`)],
  ];
}

function guess({ host, port }: { host: string; port: number }): void {
  const socket = createSocket('udp4');
  socket.send(uptimeRequest('guessed'), port, host, () => socket.close());
}
