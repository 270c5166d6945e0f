'use server';

import { addSshCluster as addSshClusterUseCase } from '#lib/services/ssh-clusters/add-ssh-cluster.ts';
import { editSshCluster as editSshClusterUseCase } from '#lib/services/ssh-clusters/edit-ssh-cluster.ts';
import {
  removeSshCluster as removeSshClusterUseCase,
  restoreSshCluster as restoreSshClusterUseCase,
} from '#lib/services/ssh-clusters/remove-ssh-cluster.ts';
import { testSshMember as testSshMemberUseCase } from '#lib/services/ssh-clusters/test-ssh-member.ts';
import { defineAction } from '#lib/web/action.ts';

export const addSshCluster = defineAction(addSshClusterUseCase);
export const editSshCluster = defineAction(editSshClusterUseCase);
export const removeSshCluster = defineAction(removeSshClusterUseCase);
export const restoreSshCluster = defineAction(restoreSshClusterUseCase);
export const testSshMember = defineAction(testSshMemberUseCase);
