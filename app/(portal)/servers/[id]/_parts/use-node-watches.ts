'use client';

import { useCallback, useEffect, useState } from 'react';
import type { ServerCluster } from '#lib/services/servers/server-cluster.ts';
import { isOver, type NodeWatch, watchOn } from './node-watch.ts';
import type { ServerData } from './use-server-data.ts';

/** By server, so that going to another tab and back doesn't lose them. A new document does. */
const kept = new Map<string, NodeWatch[]>();

/** The restarts and shutdowns that were asked for here, each followed by what the cluster says. */
export function useNodeWatches(id: string) {
  const [watches, setWatches] = useState<NodeWatch[]>(() => kept.get(id) ?? []);
  useEffect(() => void kept.set(id, watches), [id, watches]);
  const follow = useCallback(({ value, failure }: ServerData<ServerCluster>) => {
    if (failure ? failure.kind !== 'unavailable' : !value) return;
    const at = new Date().toISOString();
    setWatches((all) => {
      const next = all.map((watch) => watchOn(watch, failure ? null : (value?.rows ?? null), at));
      return next.every((watch, index) => watch === all[index]) ? all : next;
    });
  }, []);
  const begin = useCallback((watch: NodeWatch) => {
    setWatches((all) => [...all.filter(({ node }) => node !== watch.node), watch]);
  }, []);
  const told = useCallback((node: string, outcome: Pick<NodeWatch, 'outcome' | 'failed'>) => {
    setWatches((all) => all.map((watch) => (watch.node === node ? { ...watch, ...outcome } : watch)));
  }, []);
  const dismiss = useCallback((node: string) => setWatches((all) => all.filter((watch) => watch.node !== node)), []);
  return { watches, begin, told, dismiss, follow, waiting: watches.some((watch) => !isOver(watch)) };
}
