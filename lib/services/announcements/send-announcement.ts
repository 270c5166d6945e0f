import { z } from 'zod';
import { failed, type Result } from '../../domain/failure.ts';
import type { Announcement } from '../../xmpp/servers/port.ts';
import { auditedChange, type Change } from '../audited-change.ts';
import { defineUseCase } from '../use-case.ts';
import { announcementInput, type Recipients } from './announcement.ts';
import { type AnnouncementJob, countedAs, type Running } from './announcement-jobs.ts';
import { deliver } from './deliver.ts';
import { findRecipients } from './find-recipients.ts';
import { type Plan, planOf, sumOf } from './plan.ts';

/**
 * Begins to send; how far it is, listAnnouncements says. `token` is made with the preview: whoever presses twice sends once.
 * Who gets it is worked out again now, not taken from the preview.
 */
export const sendAnnouncement = defineUseCase({
  permission: 'announcements.send',
  noun: 'realm',
  what: 'The announcement was not sent.',
  input: announcementInput.extend({ token: z.uuid() }),
  find: (context, { to }) => findRecipients(context, to),
  async act(context, { to, subject, body, token }, { realm }): Promise<Result<AnnouncementJob>> {
    const planned = await planOf(context, to, realm);
    if (!planned.ok) return planned;
    const plan = planned.value;
    if (plan.parts.length === 0) return nobody(plan);
    const unit = plan.realm ? ('people' as const) : ('domains' as const);
    const total = plan.realm ? totalOf(plan) : plan.parts.length;
    return context.xmpp.announcements.begin(
      context.actor.id,
      token,
      { name: plan.name, subject, unit, total },
      async (job) => {
        const sent = await auditedChange(
          context,
          recordOf(plan, to, { subject, body }),
          () => deliver(context, plan, { subject, body }, job),
          () => countsOf(job),
        );
        if (!sent.ok) job.failure = sent.failure.why;
      },
    );
  },
});

/** Everybody in the realm is gone through, also for who is online. */
function totalOf({ parts, unreached, who }: Plan): number | null {
  if (who === 'online') return null;
  const people = sumOf(parts, 'people');
  return people === null ? null : unreached.reduce((sum, one) => sum + (one.people ?? 0), people);
}

function recordOf({ name, realm }: Plan, to: Recipients, { subject, body }: Announcement): Change {
  const what = { action: 'announcements.send', name, before: null, after: { subject: [subject], body: [body] } };
  if (to.is === 'server') return { ...what, kind: 'server', id: to.server, dn: null, realm: null };
  return { ...what, kind: 'realm', id: to.realm, dn: realm?.dn ?? null, realm: realm?.dn ?? null };
}

function countsOf({ unit, sent, failed: notSent, unsure, unreached, offline, claims }: Running) {
  const counts = { sent, failed: notSent, unsure, unreached, offline };
  const told = Object.entries(counts).filter(([name, count]) => name === 'sent' || count > 0);
  return {
    ...Object.fromEntries(told.map(([name, count]) => [name, [countedAs(unit, count)]])),
    ...(claims.length > 0 && { 'the server said': claims.map(({ where, text }) => `${where}: ${text}`) }),
  };
}

function nobody({ unreached }: Plan): Result<never> {
  const first = unreached[0];
  return failed({
    kind: 'unavailable',
    why: first ? `Nobody can be reached. ${first.why}` : 'Nobody is there to get it.',
    todo: first?.todo ?? 'Choose others.',
  });
}
