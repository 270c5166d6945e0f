import { profiles } from '../../snmp/profiles/all.ts';

export type ProfileChoice = { name: string; title: string; mib: string };

/** What can be chosen for a device, in the order of its page. */
export const profileChoices: readonly ProfileChoice[] = profiles.map(({ name, title, mib }) => ({ name, title, mib }));
