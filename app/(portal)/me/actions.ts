'use server';

import { changeMyPassword as changeMyPasswordUseCase } from '#lib/services/me/change-password.ts';
import { editMe as editMeUseCase } from '#lib/services/me/edit-me.ts';
import { changeMyCredentials as changeMyCredentialsUseCase } from '#lib/services/me/my-credentials.ts';
import { changeMyPhoto as changeMyPhotoUseCase } from '#lib/services/me/my-photo.ts';
import {
  endMySessions as endMySessionsUseCase,
  endMySession as endMySessionUseCase,
} from '#lib/services/me/my-sessions.ts';
import { endMyXmppSession as endMyXmppSessionUseCase } from '#lib/services/me/my-xmpp-sessions.ts';
import { previewMyEdit as previewMyEditUseCase } from '#lib/services/me/preview-edit.ts';
import { defineAction } from '#lib/web/action.ts';

export const changeMyCredentials = defineAction(changeMyCredentialsUseCase);
export const changeMyPassword = defineAction(changeMyPasswordUseCase);
export const changeMyPhoto = defineAction(changeMyPhotoUseCase);
export const editMe = defineAction(editMeUseCase);
export const endMySession = defineAction(endMySessionUseCase);
export const endMySessions = defineAction(endMySessionsUseCase);
export const endMyXmppSession = defineAction(endMyXmppSessionUseCase);
export const previewMyEdit = defineAction(previewMyEditUseCase);
