import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Seconds that the longest files take, nearly. All others take about `usual`. */
const seconds: Readonly<Record<string, number>> = {
  'lib/web/authorization-matrix': 125,
  'lib/services/servers/nodes/nodes': 90,
  'lib/collector/xmpp/servers': 85,
  'lab/xmpp/ejabberd/mod-bailiwick-cluster': 65,
  'lib/collector/database-away': 60,
  'lib/collector/killed': 35,
  'lib/collector/alerts-killed': 35,
  'lib/xmpp/killed-servers': 35,
  'lib/collector/exposition/exposition': 30,
  'lib/services/users/rename/scripted/cut-off': 25,
  'lib/collector/devices': 25,
  'lib/ssh/reader': 25,
  'lib/catalog/follow': 25,
  'lib/traps/net-snmp/not-believed': 25,
  'lib/traps/net-snmp/said-twice': 20,
  'lib/traps/net-snmp/taken': 15,
};
const usual = 3;

/** Deals the files out so that each shard takes about as long as the others; vitest itself goes by their number. */
export class BalancedShards extends BaseSequencer {
  override async shard(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { index, count } = this.ctx.config.shard ?? { index: 1, count: 1 };
    const shards = Array.from({ length: count }, () => ({ files: [] as TestSpecification[], seconds: 0 }));
    for (const file of files.toSorted((one, other) => timeOf(other) - timeOf(one) || byName(one, other))) {
      const [shortest] = shards.toSorted((one, other) => one.seconds - other.seconds);
      shortest?.files.push(file);
      if (shortest) shortest.seconds += timeOf(file);
    }
    return shards[index - 1]?.files ?? [];
  }
}

function timeOf({ moduleId }: TestSpecification): number {
  const known = Object.entries(seconds).find(([name]) => moduleId.endsWith(`/${name}.integration.test.ts`));
  return known?.[1] ?? usual;
}

function byName(one: TestSpecification, other: TestSpecification): number {
  return one.moduleId < other.moduleId ? -1 : 1;
}
