import { copiedStores, storeWords } from './plan.ts';

const labels: Readonly<Record<string, string>> = {
  check: 'Check the new name',
  hold: 'Hold the account',
  sessions: 'End sessions',
  ...Object.fromEntries(copiedStores.map((store) => [`copy-${store}`, `Copy: ${storeWords[store]}`])),
  count: 'Count what the server holds',
  contacts: 'Rosters of contacts',
  rooms: 'Affiliations in rooms',
  address: 'Address in the directory',
  username: 'Username, with groups and roles',
  release: 'Release the account',
  delete: 'Delete what is left under the old name',
};

export function stepLabel(name: string): string {
  return labels[name] ?? name;
}
