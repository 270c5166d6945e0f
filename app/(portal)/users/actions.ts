'use server';

import { checkName as checkNameUseCase } from '#lib/services/users/check-name.ts';
import { createUser as createUserUseCase } from '#lib/services/users/create-user.ts';
import { changeCredentials as changeCredentialsUseCase } from '#lib/services/users/credentials.ts';
import { deleteUser as deleteUserUseCase } from '#lib/services/users/delete-user.ts';
import { editUser as editUserUseCase } from '#lib/services/users/edit-user.ts';
import * as locks from '#lib/services/users/lock-user.ts';
import { moveUser as moveUserUseCase } from '#lib/services/users/move-user.ts';
import { changePhoto as changePhotoUseCase } from '#lib/services/users/photo.ts';
import { previewEdit as previewEditUseCase } from '#lib/services/users/preview-edit.ts';
import { renameUser as renameUserUseCase } from '#lib/services/users/rename-user.ts';
import { resetPassword as resetPasswordUseCase } from '#lib/services/users/reset-password.ts';
import { defineAction } from '#lib/web/action.ts';

export const checkName = defineAction(checkNameUseCase);
export const createUser = defineAction(createUserUseCase);
export const changeCredentials = defineAction(changeCredentialsUseCase);
export const changePhoto = defineAction(changePhotoUseCase);
export const deleteUser = defineAction(deleteUserUseCase);
export const disableUser = defineAction(locks.disableUser);
export const editUser = defineAction(editUserUseCase);
export const enableUser = defineAction(locks.enableUser);
export const lockUser = defineAction(locks.lockUser);
export const moveUser = defineAction(moveUserUseCase);
export const previewEdit = defineAction(previewEditUseCase);
export const renameUser = defineAction(renameUserUseCase);
export const resetPassword = defineAction(resetPasswordUseCase);
export const unlockUser = defineAction(locks.unlockUser);
