import { readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** One line for each operation that slapd was asked for (-d stats); further lines of the same one say `attr=` or `mech=`. */
const asked = /conn=(\d+) op=\d+ (SRCH|MOD|ADD|DEL|MODRDN|CMP|EXT|BIND) (?!attr=|RESULT)(?!.* mech=)/;

/** Names of the directory operations that slapd's log shows while `work` runs, but for those on connections in `ignore`. */
export async function operationsDuring(
  logFile: string,
  ignore: ReadonlySet<string>,
  work: () => Promise<unknown>,
): Promise<string[]> {
  const start = statSync(logFile).size;
  await work();
  await sleep(200);
  const counted = operationsAfter(logFile, start).filter(({ connection }) => !ignore.has(connection));
  return counted.map(({ kind }) => kind);
}

/** Connections that are in use while nobody asks for a page: the collector's. */
export async function busyConnections(logFile: string, forMs: number): Promise<Set<string>> {
  const start = statSync(logFile).size;
  await sleep(forMs);
  return new Set(operationsAfter(logFile, start).map(({ connection }) => connection));
}

function operationsAfter(logFile: string, start: number): { connection: string; kind: string }[] {
  const text = readFileSync(logFile).subarray(start).toString('utf8');
  return text.split('\n').flatMap((line) => {
    const found = asked.exec(line);
    return found?.[1] && found[2] ? [{ connection: found[1], kind: found[2] }] : [];
  });
}
