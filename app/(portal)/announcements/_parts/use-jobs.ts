'use client';

import { useState } from 'react';
import { type Rows, useRows } from '#app/_ui/table/use-rows.ts';
import type { AnnouncementJob } from '#lib/services/announcements/announcement-jobs.ts';

const whileRunningSeconds = 1;
const otherwiseSeconds = 20;

/** One's own announcements; asked often while one is being sent. */
export function useJobs(): Rows<AnnouncementJob> {
  const [seconds, setSeconds] = useState(otherwiseSeconds);
  const jobs = useRows<AnnouncementJob>('/api/announcements', { refreshSeconds: seconds });
  const running = jobs.answer?.rows.some(({ endedAt }) => endedAt === null) ?? false;
  const wanted = running ? whileRunningSeconds : otherwiseSeconds;
  if (wanted !== seconds) setSeconds(wanted);
  return jobs;
}
