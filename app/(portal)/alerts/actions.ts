'use server';

import {
  acknowledgeAlert as acknowledgeAlertUseCase,
  unacknowledgeAlert as unacknowledgeAlertUseCase,
} from '#lib/services/alerts/acknowledge-alert.ts';
import { sendTestMessage as sendTestMessageUseCase } from '#lib/services/alerts/channels.ts';
import {
  addAlertDependency as addAlertDependencyUseCase,
  removeAlertDependency as removeAlertDependencyUseCase,
} from '#lib/services/alerts/dependencies.ts';
import {
  addAlertRule as addAlertRuleUseCase,
  editAlertRule as editAlertRuleUseCase,
  removeAlertRule as removeAlertRuleUseCase,
} from '#lib/services/alerts/rules.ts';
import {
  endAlertSilence as endAlertSilenceUseCase,
  silenceAlerts as silenceAlertsUseCase,
} from '#lib/services/alerts/silences.ts';
import { defineAction } from '#lib/web/action.ts';

export const acknowledgeAlert = defineAction(acknowledgeAlertUseCase);
export const unacknowledgeAlert = defineAction(unacknowledgeAlertUseCase);
export const silenceAlerts = defineAction(silenceAlertsUseCase);
export const endAlertSilence = defineAction(endAlertSilenceUseCase);
export const addAlertRule = defineAction(addAlertRuleUseCase);
export const editAlertRule = defineAction(editAlertRuleUseCase);
export const removeAlertRule = defineAction(removeAlertRuleUseCase);
export const addAlertDependency = defineAction(addAlertDependencyUseCase);
export const removeAlertDependency = defineAction(removeAlertDependencyUseCase);
export const sendTestMessage = defineAction(sendTestMessageUseCase);
