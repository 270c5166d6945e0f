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
  parts: Omit<PlanPart, 'server'>[];
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
    return ok({
      name,
      who,
      people: sumOf(parts, 'people'),
      online: sumOf(parts, 'online'),
      parts: parts.map(({ server: _, ...part }) => part),
      unreached,
      subject,
      body,
    });
  },
});
