'use server';

import { checkDomain as checkDomainUseCase } from '#lib/services/realms/check-domain.ts';
import { checkGrantHolder as checkGrantHolderUseCase } from '#lib/services/realms/check-holder.ts';
import { createRealm as createRealmUseCase } from '#lib/services/realms/create-realm.ts';
import * as deletion from '#lib/services/realms/delete-realm.ts';
import * as editing from '#lib/services/realms/edit-realm.ts';
import * as granting from '#lib/services/realms/grant-realm.ts';
import { defineAction } from '#lib/web/action.ts';

export const checkDomain = defineAction(checkDomainUseCase);
export const checkGrantHolder = defineAction(checkGrantHolderUseCase);
export const createRealm = defineAction(createRealmUseCase);
export const deleteRealm = defineAction(deletion.deleteRealm);
export const editRealm = defineAction(editing.editRealm);
export const grantRealm = defineAction(granting.grantRealm);
export const previewDelete = defineAction(deletion.previewDelete);
export const previewEditRealm = defineAction(editing.previewEditRealm);
export const previewGrantRealm = defineAction(granting.previewGrantRealm);
