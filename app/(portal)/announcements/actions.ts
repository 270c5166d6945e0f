'use server';

import { changeMotd as changeMotdUseCase } from '#lib/services/announcements/change-motd.ts';
import { stopAnnouncement as stopAnnouncementUseCase } from '#lib/services/announcements/list-announcements.ts';
import { previewAnnouncement as previewAnnouncementUseCase } from '#lib/services/announcements/preview-announcement.ts';
import { sendAnnouncement as sendAnnouncementUseCase } from '#lib/services/announcements/send-announcement.ts';
import { defineAction } from '#lib/web/action.ts';

export const previewAnnouncement = defineAction(previewAnnouncementUseCase);
export const sendAnnouncement = defineAction(sendAnnouncementUseCase);
export const stopAnnouncement = defineAction(stopAnnouncementUseCase);
export const changeMotd = defineAction(changeMotdUseCase);
