/** One value of contextCSN: the last change that a directory server has from the server with this ID (draft-ietf-ldup-model). */
export type Csn = { at: Date; serverId: number };

/** For one origin of changes: when it last changed something, as far as anybody has it, and how far each server is behind. */
export type OriginLag = {
  serverId: number;
  newest: Date;
  /** By server, in the order given. Seconds; null where a server has nothing of this origin. */
  behind: { name: string; seconds: number | null }[];
};

/** `20261121130955.608732Z#000000#001#000000`; null for anything else. Microseconds are cut to milliseconds. */
export function parseCsn(text: string): Csn | null {
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\.(\d{6})Z#[0-9a-f]{6}#([0-9a-f]{3})#[0-9a-f]{6}$/i.exec(text);
  if (!found) return null;
  const [year, month, day, hour, minute, second, micro] = found.slice(1, 8).map(Number) as [number, ...number[]];
  const [mm = 1, dd = 1, h = 0, m = 0, s = 0, us = 0] = [month, day, hour, minute, second, micro];
  return {
    at: new Date(Date.UTC(year, mm - 1, dd, h, m, s, Math.floor(us / 1000))),
    serverId: Number.parseInt(found[8] as string, 16),
  };
}

/** How far each server is behind the one that has most, for every origin that any of them knows. Values that can't be read count for nothing. */
export function originLags(servers: readonly { name: string; contextCsn: readonly string[] }[]): OriginLag[] {
  const read = servers.map(({ name, contextCsn }) => ({ name, newest: newestByOrigin(contextCsn) }));
  const origins = [...new Set(read.flatMap(({ newest }) => [...newest.keys()]))].sort((a, b) => a - b);
  return origins.map((serverId) => {
    const newest = Math.max(...read.map((one) => one.newest.get(serverId) ?? Number.NEGATIVE_INFINITY));
    const behind = read.map((one) => {
      const at = one.newest.get(serverId);
      return { name: one.name, seconds: at === undefined ? null : (newest - at) / 1000 };
    });
    return { serverId, newest: new Date(newest), behind };
  });
}

function newestByOrigin(values: readonly string[]): Map<number, number> {
  const newest = new Map<number, number>();
  for (const csn of values.map(parseCsn))
    if (csn) newest.set(csn.serverId, Math.max(newest.get(csn.serverId) ?? 0, csn.at.getTime()));
  return newest;
}
