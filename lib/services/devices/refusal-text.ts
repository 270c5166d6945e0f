import type { Refusal } from '../../store/traps.ts';

/** By the reasons of lib/snmp/traps/judge.ts and lib/traps/receiver.ts. */
const why: Readonly<Record<string, string>> = {
  malformed: 'not whole and well-formed SNMP',
  other: 'neither traps nor informs',
  community: 'with another community than the one that is kept here, or without the user that is',
  user: 'of a user that is not kept here for a device there',
  password: 'made with another password for authentication than the one that is kept here',
  level: 'without authentication',
  encryption: 'encrypted with another password or in another way than is kept here',
  late: 'outside of the time window: too old, recorded and played again, or of a device that counts its starts anew',
  rate: 'more a second than are looked at',
  'too many': 'more than are kept of one device',
  engines: 'of more engines than one device may have',
  failed: 'that could not be looked at: the log says why',
  busy: 'while the database was away for long',
};

/** One line: how many, from where, and why they were not taken. `device`: the one that is asked at that address. */
export function refusalText(
  { address, reason, count }: Omit<Refusal, 'firstAt' | 'lastAt'>,
  device: string | null,
): string {
  const many = `${count.toLocaleString('en')} ${count === 1 ? 'trap' : 'traps'}`;
  const place = address === '' ? 'other addresses' : device ? `${device} (${address})` : address;
  if (reason === 'stranger') return `${many} from ${place}, ${whatStrangersAre(address, device)}`;
  return `${many} from ${place}: ${why[reason] ?? reason}`;
}

/** What is a device now was none when it came. */
function whatStrangersAre(address: string, device: string | null): string {
  if (device) return 'which was no device here yet';
  return address === '' ? 'which are no devices here' : 'which is no device here';
}
