'use server';

import { addOccupants as addOccupantsUseCase } from '#lib/services/roles/add-occupants.ts';
import { createRole as createRoleUseCase } from '#lib/services/roles/create-role.ts';
import { deleteRole as deleteRoleUseCase } from '#lib/services/roles/delete-role.ts';
import {
  editRole as editRoleUseCase,
  previewRoleEdit as previewRoleEditUseCase,
} from '#lib/services/roles/edit-role.ts';
import { removeOccupants as removeOccupantsUseCase } from '#lib/services/roles/remove-occupants.ts';
import { defineAction } from '#lib/web/action.ts';

export const addOccupants = defineAction(addOccupantsUseCase);
export const createRole = defineAction(createRoleUseCase);
export const deleteRole = defineAction(deleteRoleUseCase);
export const editRole = defineAction(editRoleUseCase);
export const previewRoleEdit = defineAction(previewRoleEditUseCase);
export const removeOccupants = defineAction(removeOccupantsUseCase);
