import { ok, type Result } from '../../domain/failure.ts';
import { defineUseCase } from '../use-case.ts';
import { announcementInput, type Who } from './announcement.ts';
import { findRecipients } from './find-recipients.ts';
import { type PlanPart, planOf, sumOf, type Unreached } from './plan.ts';

/** What would be sent, to how many, and who would not get it. Counts that can't be told are null. */
export type AnnouncementPreview = {
  name: string;
  who: Who;
  people: number | null;
  online: number | null;
  /** `by`: which server does it and how; null for who may not see servers. */
  parts: (Pick<PlanPart, 'domain' | 'people' | 'online'> & { by: string | null })[];
  unreached: Unreached[];
  subject: string;
  body: string;
};

export const previewAnnouncement = defineUseCase({
  permission: 'announcements.send',
  noun: 'realm',
  what: 'The announcement was not prepared.',
  input: announcementInput,
  find: (context, { to }) => findRecipients(context, to),
  async act(context, { to, subject, body }, { realm }): Promise<Result<AnnouncementPreview>> {
    const planned = await planOf(context, to, realm);
    if (!planned.ok) return planned;
    const { name, who, parts, unreached } = planned.value;
    const seesServers = context.judge(context.actor, 'servers.read', { realm: null }).allowed;
    return ok({
      name,
      who,
      people: sumOf(parts, 'people'),
      online: sumOf(parts, 'online'),
      parts: parts.map(({ domain, people, online, serverName, by }) => {
        return { domain, people, online, by: seesServers ? `${serverName}, ${by}` : null };
      }),
      unreached: seesServers ? unreached : unreached.map((one) => ({ ...one, todo: 'Ask a system administrator.' })),
      subject,
      body,
    });
  },
});
