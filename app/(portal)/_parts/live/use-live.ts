'use client';

import { useEffect, useRef, useState } from 'react';
import { LiveStream, type News } from './live-stream.ts';
import { pacer } from './pacer.ts';

/** What something on a page wants to be told of. `step`: only of series with samples so often, in seconds. */
export type Watch = { topic: string; step?: number };

/** Samples of a target, or of any without one. */
export function samplesOf(target?: string, step?: number): Watch {
  return { topic: target ? `metrics/${target}` : 'metrics', step };
}

export const events: Watch = { topic: 'events' };
export const alerts: Watch = { topic: 'alerts' };
export const devices: Watch = { topic: 'devices' };

let stream: LiveStream | undefined;

/** One for the page; made by the first who wants news. */
function liveStream(): LiveStream {
  if (stream) return stream;
  const made = new LiveStream({
    open: (url) => new EventSource(url),
    visible: () => document.visibilityState === 'visible',
  });
  document.addEventListener('visibilitychange', () => made.looked());
  stream = made;
  return made;
}

/** While news are pushed, this often all the same: a chart moves on even if no sample comes. */
const safetySeconds = (seconds: number) => Math.max(60, seconds * 6);
/** Samples of one target come in several lots: one look is for all of them. */
const samplesShare = 0.8;

/**
 * Calls `look` when something of `watches` is new: of samples never sooner than 0.8 × `seconds` after the last time, of all else at
 * once. Answers how often to look by the clock besides: every `seconds` while nothing is pushed, seldom while it is.
 */
export function useLive(watches: readonly Watch[], look: () => void, seconds: number): number {
  const [live, setLive] = useState(false);
  const latest = useRef(look);
  latest.current = look;
  const key = JSON.stringify(watches);
  useEffect(() => {
    const watched = JSON.parse(key) as Watch[];
    if (watched.length === 0) return setLive(false);
    const pace = pacer(() => latest.current(), seconds * samplesShare * 1000);
    const from = liveStream();
    setLive(from.isLive);
    const leave = from.subscribe({
      topics: watched.map(({ topic }) => topic),
      onNews(news) {
        const own = news.filter((one) => watched.some((watch) => fits(watch, one)));
        if (own.some(({ topic }) => !topic.startsWith('metrics'))) pace.soon();
        else if (own.length > 0) pace.inTime();
      },
      onLive(now, anew) {
        setLive(now);
        // What happened before the stream was there isn't told by it. Samples come again soon, unless it was away for long.
        if (now && (anew || watched.some(({ topic }) => !topic.startsWith('metrics')))) pace.soon();
      },
    });
    return () => {
      leave();
      pace.stop();
    };
  }, [key, seconds]);
  return live ? safetySeconds(seconds) : seconds;
}

function fits(watch: Watch, { topic, step }: News): boolean {
  const same = watch.topic === topic || (topic === 'metrics' && watch.topic.startsWith('metrics/'));
  return same && (watch.step === undefined || step === undefined || watch.step === step);
}
