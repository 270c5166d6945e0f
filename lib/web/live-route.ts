import type { Topic } from '../services/live/watch-topics.ts';
import type { UseCase } from '../services/use-case.ts';
import { publicFailure, statusOf } from './answer.ts';
import { ask } from './ask.ts';
import { currentAgain } from './current.ts';
import { liveStreams } from './live/live-streams.ts';
import { portal } from './portal.ts';

/**
 * A GET that tells a page what is new for as long as it listens (server-sent events). `?topics=metrics/portal,alerts`. Who asks
 * is checked as with every other request, and again every two seconds.
 */
export function liveRoute(watch: UseCase<Topic[]>) {
  return async (request: Request): Promise<Response> => {
    const topics = (new URL(request.url).searchParams.get('topics') ?? '').split(',');
    const result = await ask(watch, () => ({ topics }));
    const asking = await currentAgain();
    if (!result.ok) return refused(result.failure);
    if (!asking.ok) return refused(asking.failure);
    // Next answers HEAD by this too, and reads no body then: a stream would stay open for nobody.
    if (request.method === 'HEAD') return new Response(null, { headers });
    const { personId, again } = asking.value;
    const check = async () => {
      const context = await again();
      return context.ok ? watch(context.value, { topics }) : context;
    };
    const started = liveStreams(portal().db).start({ personId, topics: result.value, gone: request.signal, check });
    return started.ok ? new Response(started.value, { headers }) : refused(started.failure);
  };
}

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  // no-transform: neither our own server nor a proxy may gather it up to compress it.
  'cache-control': 'no-store, no-transform',
  // nginx gathers answers unless told otherwise.
  'x-accel-buffering': 'no',
};

function refused(failure: Parameters<typeof publicFailure>[0]): Response {
  const status = statusOf[failure.kind];
  return Response.json({ failure: publicFailure(failure) }, { status, headers: { 'cache-control': 'no-store' } });
}
