import { z } from 'zod';
import { notFound, ok, type Result } from '../../domain/failure.ts';
import type { Permission } from '../../domain/permission.ts';
import { type MarkedTopic, markedTopics } from '../../store/news.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';

/** Whose news somebody may be told of: who may read what is behind it. */
const permissions: Readonly<Record<MarkedTopic, Permission>> = {
  events: 'operations.read',
  alerts: 'operations.read',
  devices: 'operations.read',
  metrics: 'operations.read',
};

/** What one page listens to. `metrics/<target>`: samples of one target; `metrics`: of any. */
export type Topic = { topic: string; kind: MarkedTopic };

const mostTopics = 64;

/** Judges what a page wants to be told of: when it begins to listen, and again and again while it does. */
export const watchTopics = defineUseCase({
  permission: 'operations.read',
  noun: 'topic',
  what: 'Nothing can be told of this.',
  input: z.object({ topics: z.array(z.string().min(1).max(250)).min(1).max(mostTopics) }),
  find: wholeSystem,
  async act(context, { topics }): Promise<Result<Topic[]>> {
    const known: Topic[] = [];
    for (const topic of new Set(topics)) {
      const kind = kindOf(topic);
      // What isn't there and what somebody may not know of are the same.
      if (!kind || !context.judge(context.actor, permissions[kind], { realm: null }).allowed) return notFound('topic');
      known.push({ topic, kind });
    }
    return ok(known);
  },
});

function kindOf(topic: string): MarkedTopic | undefined {
  return topic.startsWith('metrics/') ? 'metrics' : markedTopics.find((known) => known === topic);
}
