'use server';

import { beginCommand as beginCommandUseCase } from '#lib/services/commands/begin-command.ts';
import { continueCommand as continueCommandUseCase } from '#lib/services/commands/continue-command.ts';
import { findJids as findJidsUseCase } from '#lib/services/commands/find-jids.ts';
import { beginOffered as beginOfferedUseCase } from '#lib/services/commands/offers/begin-offered.ts';
import { continueOffered as continueOfferedUseCase } from '#lib/services/commands/offers/continue-offered.ts';
import { editOffer as editOfferUseCase } from '#lib/services/commands/offers/edit-offer.ts';
import { findOfferedJids as findOfferedJidsUseCase } from '#lib/services/commands/offers/find-offered-jids.ts';
import { inspectCommand as inspectCommandUseCase } from '#lib/services/commands/offers/inspect-command.ts';
import { makeOffer as makeOfferUseCase } from '#lib/services/commands/offers/make-offer.ts';
import { withdrawOffer as withdrawOfferUseCase } from '#lib/services/commands/offers/withdraw-offer.ts';
import { defineAction } from '#lib/web/action.ts';

export const beginCommand = defineAction(beginCommandUseCase);
export const continueCommand = defineAction(continueCommandUseCase);
export const findJids = defineAction(findJidsUseCase);
export const beginOffered = defineAction(beginOfferedUseCase);
export const continueOffered = defineAction(continueOfferedUseCase);
export const findOfferedJids = defineAction(findOfferedJidsUseCase);
export const inspectCommand = defineAction(inspectCommandUseCase);
export const makeOffer = defineAction(makeOfferUseCase);
export const editOffer = defineAction(editOfferUseCase);
export const withdrawOffer = defineAction(withdrawOfferUseCase);
