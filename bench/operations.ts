import { readFileSync, statSync } from 'node:fs';

const operation = /conn=(\d+) op=\d+ (SRCH|MOD|ADD|DEL|MODRDN|CMP|EXT|BIND)\b(?! RESULT)/;

/** Directory operations that slapd's log shows while `work` runs, without those on connections that `ignore` names. */
export async function operationsDuring(logFile: string, ignore: ReadonlySet<string>, work: () => Promise<unknown>): Promise<number> {
  const start = statSync(logFile).size;
  await work();
  await new Promise((resolve) => setTimeout(resolve, 200));
  return operationsAfter(logFile, start).filter(({ connection }) => !ignore.has(connection)).length;
}

/** Connections that are in use while nobody asks for a page: the collector's. */
export async function busyConnections(logFile: string, forMs: number): Promise<Set<string>> {
  const start = statSync(logFile).size;
  await new Promise((resolve) => setTimeout(resolve, forMs));
  return new Set(operationsAfter(logFile, start).map(({ connection }) => connection));
}

function operationsAfter(logFile: string, start: number): { connection: string; kind: string }[] {
  const text = readFileSync(logFile).subarray(start).toString('utf8');
  return text.split('\n').flatMap((line) => {
    const found = operation.exec(line);
    return found && !/ SRCH attr=| RESULT /.test(line) ? [{ connection: found[1] as string, kind: found[2] as string }] : [];
  });
}
