'use server';

import { addMembers as addMembersUseCase } from '#lib/services/groups/add-members.ts';
import {
  changeFilter as changeFilterUseCase,
  restoreFilter as restoreFilterUseCase,
} from '#lib/services/groups/change-filter.ts';
import { createGroup as createGroupUseCase } from '#lib/services/groups/create-group.ts';
import { deleteGroup as deleteGroupUseCase } from '#lib/services/groups/delete-group.ts';
import {
  editGroup as editGroupUseCase,
  previewGroupEdit as previewGroupEditUseCase,
} from '#lib/services/groups/edit-group.ts';
import { removeMembers as removeMembersUseCase } from '#lib/services/groups/remove-members.ts';
import { renameGroup as renameGroupUseCase } from '#lib/services/groups/rename-group.ts';
import { defineAction } from '#lib/web/action.ts';

export const addMembers = defineAction(addMembersUseCase);
export const changeFilter = defineAction(changeFilterUseCase);
export const createGroup = defineAction(createGroupUseCase);
export const deleteGroup = defineAction(deleteGroupUseCase);
export const editGroup = defineAction(editGroupUseCase);
export const previewGroupEdit = defineAction(previewGroupEditUseCase);
export const removeMembers = defineAction(removeMembersUseCase);
export const renameGroup = defineAction(renameGroupUseCase);
export const restoreFilter = defineAction(restoreFilterUseCase);
