'use server';

import { endServerSessions as endServerSessionsUseCase } from '#lib/services/servers/end-server-sessions.ts';
import { setAccountPassword as setAccountPasswordUseCase } from '#lib/services/servers/set-account-password.ts';
import { defineAction } from '#lib/web/action.ts';

export const endServerSessions = defineAction(endServerSessionsUseCase);
export const setAccountPassword = defineAction(setAccountPasswordUseCase);
