'use server';

import { signOut as signOutUseCase } from '#lib/services/me/sign-out.ts';
import { defineAction } from '#lib/web/action.ts';

export const signOut = defineAction(signOutUseCase);
