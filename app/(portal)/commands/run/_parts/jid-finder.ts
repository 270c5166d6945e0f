'use client';

import { createContext } from 'react';
import type { FoundJids } from '#lib/services/commands/find-jids.ts';
import type { Answer } from '#lib/web/answer.ts';
import { findJids, findOfferedJids } from '../../actions.ts';

type Find = (ids: string[]) => Promise<Answer<FoundJids>>;

/** How the JIDs of people who were picked are found: everybody's, or those of the realm of an offered command. */
export const JidFinder = createContext<Find>((ids) => findJids({ ids }));

export function offeredJidFinder(token: string): Find {
  return (ids) => findOfferedJids({ token, ids });
}
