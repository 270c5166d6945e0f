import type { Disagreement } from './cluster.ts';
import type { SecretLook } from './cluster-doctor.ts';

/** What is wrong, what was seen, what it means, and what to do: whole sentences. `unknown`: it couldn't be looked at. */
export type Finding = {
  kind: string;
  severity: 'failing' | 'warning' | 'unknown';
  /** The member it is about; null: the cluster as a whole. */
  member: string | null;
  title: string;
  evidence: string;
  meaning: string;
  remedy: string;
};

type Place = { member: string | null; host: string; port: number };
type Record = { host: string; port: number; why: string };
type Service = { service: string; domain: string; why: string };

const list = (names: readonly string[]) => names.join(', ');
const at = ({ host, port }: Place) => `${host}, port ${port}`;
const whole = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
const day = (date: Date) => date.toISOString().slice(0, 10);
const makeNew = 'Get a new certificate and load it on this member, before the others need theirs too.';
const say = (one: string[], singular: string, plural: string) => `${list(one)} ${one.length === 1 ? singular : plural}`;

const notToldTitles = {
  'host-key': 'A member can’t be asked over SSH',
  auth: 'A member refuses the portal’s sign-in',
  command: 'A member doesn’t carry out the command',
  status: 'A member’s answer can’t be read',
} as const;

/** Each in words of its own; lib/domain/cluster-doctor.ts decides which. */
export const findingOf = {
  disagreement,

  stopped: (member: string, of: number): Finding => ({
    ...{ kind: 'stopped', severity: of > 1 ? 'warning' : 'failing', member, title: 'A member doesn’t answer' },
    evidence: `${member} belongs to the cluster and has stopped, or can’t be reached.`,
    meaning: of > 1 ? 'The others carry its load, and there is one less that may fail.' : 'Nobody is served.',
    remedy: 'Start it and look at its log. If it is gone for good, take it out of the cluster.',
  }),

  evenVoters: (count: number): Finding => ({
    ...{ kind: 'even-voters', severity: 'warning', member: null, title: 'An even number of members votes' },
    evidence: `${count} members vote on who leads; a majority is ${count / 2 + 1}.`,
    meaning: `No more of them may fail than with ${count - 1}, and two equal halves can’t choose a leader.`,
    remedy: 'Add a member or take one out, so that their number is odd.',
  }),

  notLookedAt: (place: Place, why: string): Finding => ({
    ...{ kind: 'certificate-unseen', severity: 'unknown', member: place.member },
    title: 'The certificate could not be looked at',
    evidence: `${at(place)}: ${whole(why)}`,
    meaning: 'Whether it is right is not known; clients may be unable to connect there as well.',
    remedy: 'See whether the member runs, and whether the portal may reach that port.',
  }),

  lacksNames: (place: Place & { lacks: string[] }, names: string): Finding => ({
    ...{ kind: 'certificate-name', severity: 'failing', member: place.member },
    title: 'The certificate lacks a name',
    evidence: `At ${at(place)}, it names ${names.slice(0, 300) || 'nobody'}, and not ${list(place.lacks)}.`,
    meaning: 'Who comes by that name refuses the connection.',
    remedy: `Get a certificate that names ${list(place.lacks)} as well, and load it on this member.`,
  }),

  notYetValid: (place: Place, from: Date): Finding => ({
    ...{ kind: 'certificate-early', severity: 'failing', member: place.member },
    title: 'The certificate isn’t valid yet',
    evidence: `At ${at(place)}, it is valid from ${day(from)} on.`,
    meaning: 'Clients refuse it until then.',
    remedy: 'Compare the clocks of this member and of the portal, or load the certificate that was valid before.',
  }),

  expires: (place: Place, to: Date, daysLeft: number): Finding => ({
    ...{ kind: 'certificate-expiry', severity: daysLeft < 7 ? 'failing' : 'warning', member: place.member },
    title: daysLeft < 0 ? 'The certificate has expired' : `The certificate expires in ${Math.floor(daysLeft)} days`,
    evidence: `At ${at(place)}, it is valid until ${day(to)}.`,
    meaning: daysLeft < 0 ? 'Clients refuse the connection.' : 'From then on clients refuse the connection.',
    remedy: makeNew,
  }),

  chain: (place: Place, order: 'wrong' | 'gap', chain: readonly { subject: string }[]): Finding => ({
    ...{ kind: 'certificate-chain', severity: 'warning', member: place.member },
    title:
      order === 'wrong' ? 'The certificate chain is in the wrong order' : 'The certificate chain doesn’t hold together',
    evidence: `${at(place)} sends: ${chain.map(({ subject }) => subject).join(' → ')}.`.slice(0, 600),
    meaning: 'Each certificate has to be followed by the one that issued it; strict clients refuse any other order.',
    remedy:
      'In the certificate file, put the server’s own first, then its issuer, and so on up; leave out what doesn’t belong.',
  }),

  notAccepted: (place: Place, why: string): Finding => ({
    ...{ kind: 'certificate-refused', severity: 'failing', member: place.member },
    title: 'The certificate isn’t accepted',
    evidence: `${at(place)}: ${whole(why)}`,
    meaning: 'The portal, and clients that trust the same authorities, refuse the connection.',
    remedy: 'Load the whole chain on this member, or name its authority in the settings.',
  }),

  dnsSilent: ({ service, domain, why }: Service): Finding => ({
    ...{ kind: 'srv-unseen', severity: 'unknown', member: null, title: 'DNS did not answer' },
    evidence: `${service}.${domain}: ${whole(why)}`,
    meaning: 'Whether its records name every member is not known.',
    remedy: 'See whether the portal’s machine can ask DNS.',
  }),

  noRecords: (looks: readonly Service[], members: number): Finding => ({
    ...{ kind: 'srv-missing', severity: 'warning', member: null, title: 'DNS names no member' },
    evidence: `There is no SRV record for ${list(looks.map(({ service, domain }) => `${service}.${domain}`))}; the cluster has ${members} members.`,
    meaning: 'Who looks for the service there finds only what the domain’s own address leads to.',
    remedy: 'Add an SRV record for each member under each of these names.',
  }),

  unreached: ({ service, domain }: Service, { host, port, why }: Record): Finding => ({
    ...{ kind: 'srv-port', severity: 'failing', member: null, title: 'An SRV record leads nowhere' },
    evidence: `${service}.${domain} names ${host}, port ${port}: ${whole(why)}`,
    meaning: 'Who is sent there doesn’t get in, or only after a while.',
    remedy: 'Correct the record’s target and port, or start what should listen there.',
  }),

  unnamed: ({ service, domain, unnamed }: Service & { unnamed: string[] }): Finding => ({
    ...{ kind: 'srv-member', severity: 'warning', member: null, title: 'An SRV record is missing for a member' },
    evidence: `No record of ${service}.${domain} leads to ${list(unnamed)}.`,
    meaning: 'Nobody finds that member, and when the others fail nobody is served.',
    remedy: `Add an SRV record for ${list(unnamed)}.`,
  }),

  fewRecords: ({ service, domain }: Service, places: number, members: number): Finding => ({
    ...{
      kind: 'srv-member',
      severity: 'warning',
      member: null,
      title: 'DNS names fewer places than there are members',
    },
    evidence: `${service}.${domain} names ${places}; the cluster has ${members} members.`,
    meaning: 'At least one member is found by nobody.',
    remedy: 'Add an SRV record for each member.',
  }),

  clock: (who: string, aheadSeconds: number, bad: boolean): Finding => ({
    ...{ kind: 'clock', severity: bad ? 'failing' : 'warning', member: who, title: 'A clock is wrong' },
    evidence: `${who} is ${Math.abs(aheadSeconds).toFixed(0)} s ${aheadSeconds > 0 ? 'ahead of' : 'behind'} the portal’s machine.`,
    meaning:
      'Times in logs and archives don’t fit together, certificates seem too old or too new, and replication takes the wrong change for the last.',
    remedy: 'Let both machines follow a time server (NTP).',
  }),

  lacksOrigin: (name: string, serverId: number): Finding => ({
    ...{ kind: 'replication', severity: 'failing', member: name, title: 'A provider has nothing of another' },
    evidence: `${name} has no contextCSN for server ID ${serverId}, from which others have changes.`,
    meaning: 'What was changed there isn’t found here.',
    remedy: 'Look at its syncrepl setting for that provider, and at its log.',
  }),

  behind: (name: string, serverId: number, seconds: number): Finding => ({
    ...{
      kind: 'replication',
      severity: seconds > 300 ? 'failing' : 'warning',
      member: name,
      title: 'A provider is behind',
    },
    evidence: `${name} is ${seconds.toFixed(0)} s behind on changes made at server ID ${serverId}.`,
    meaning: 'Who reads there sees what was true then; a change made there may be undone by an older one.',
    remedy: 'See whether it reaches the other provider, and look at its log.',
  }),

  otherHostKey: ({ member, expected, shown }: { member: string; expected: string; shown: string }): Finding => ({
    ...{ kind: 'host-key', severity: 'failing', member, title: 'The host key has changed' },
    evidence: `${member} shows ${shown}; ${expected} was accepted.`,
    meaning:
      'Either the machine got a new key, as with a new installation, or somebody answers in its place. The portal sent nothing.',
    remedy:
      'Compare the key on the machine’s own console. If it is right, edit the cluster, accept it, and enter the password or key again.',
  }),

  notTold: ({
    member,
    at,
    why,
  }: {
    member: string;
    at: 'host-key' | 'auth' | 'command' | 'status';
    why: string;
  }): Finding => ({
    ...{ kind: 'status-unread', severity: 'unknown', member, title: notToldTitles[at] },
    evidence: `${member}: ${whole(why)}`,
    meaning: 'What this member thinks of the cluster is not known; it may well run as it should.',
    remedy: 'Test the member on the cluster’s page: it says which step fails.',
  }),

  secret: (look: SecretLook): Finding => {
    const shared = { kind: 'secret', severity: 'failing' as const, member: look.who };
    switch (look.is) {
      case 'told':
        return {
          ...{ ...shared, title: 'A secret differs' },
          evidence: `${look.who} says: “${look.told}”.`,
          meaning: 'Who comes with the other secret is refused there, so that calls fail through this member.',
          remedy: 'Compare what xmpp callbridge list shows on every member, and enter the same secret on all of them.',
        };
      case 'erlang':
        return {
          ...{ ...shared, title: 'A node runs outside of its cluster' },
          evidence: `${look.who} accepts connections of the cluster, and ${say(look.by, 'counts', 'count')} it as stopped for more than a minute.`,
          meaning:
            'Most likely its Erlang cookie differs. That is concluded, not seen: an ejabberd that was stopped within its node, or TLS between the nodes that is set up differently, looks the same.',
          remedy: `Compare .erlang.cookie on ${look.who} and ${list(look.by)}: all nodes need the same one. Then restart ${look.who}.`,
        };
      case 'replication':
        return {
          ...{ ...shared, severity: 'warning', title: 'A provider isn’t let in by another' },
          evidence: `${look.who} isn’t connected to ${look.from}, which answers the portal.`,
          meaning:
            'Changes made there don’t come over. A wrong password for copying looks like this, and so does a network between the two that is cut: slapd doesn’t tell which.',
          remedy: `Look for err=49 in the log of ${look.from}: then correct credentials in olcSyncrepl of ${look.who}. Otherwise see whether it reaches that port.`,
        };
    }
  },

  versions: (known: readonly { name: string; version: string }[]): Finding => ({
    ...{ kind: 'versions', severity: 'warning', member: null, title: 'The members run different versions' },
    evidence: `${known.map(({ name, version }) => `${name}: ${version}`).join('; ')}.`,
    meaning: 'That is usual while upgrading; for longer, they may understand each other wrongly.',
    remedy: 'Bring all of them to the same version.',
  }),
};

function disagreement(one: Disagreement): Finding {
  const whoever = { severity: 'failing' as const, member: null };
  switch (one.is) {
    case 'split':
      return {
        ...{ ...whoever, kind: 'split', title: 'Split brain' },
        evidence: `${one.sides.map((side) => `{${list(side)}}`).join(' and ')} don’t count each other.`,
        meaning: 'Each side serves as if it were alone: sessions, rooms and changes of one are unknown to the other.',
        remedy:
          'Mend the network between them first. Then restart the smaller side, so that it joins again and takes over the other’s state.',
      };
    case 'leaders':
      return {
        ...{ ...whoever, kind: 'leaders', title: 'More than one leader' },
        evidence: `${one.leaders.map(({ name, by }) => `${name} leads, ${say(by, 'says', 'say')}`).join('; ')}.`,
        meaning: 'Followers forward to different leaders, so that people don’t reach each other.',
        remedy: 'See whether the leaders reach each other, then restart all but one of them.',
      };
    case 'no-leader':
      return {
        ...{ ...whoever, kind: 'no-leader', title: 'Nobody leads' },
        evidence: 'No member says that it leads, and none names a leader.',
        meaning: 'Without a leader nothing is forwarded. Fewer than a majority may be running.',
        remedy: 'Start members until more than half of them run, and see whether they reach each other.',
      };
    case 'forgotten':
      return {
        ...{ kind: 'forgotten', severity: 'failing', member: one.about, title: 'A member is forgotten by others' },
        evidence: `${one.about} runs, but ${say(one.by, 'doesn’t', 'don’t')} count it.`,
        meaning: 'What is meant for people there gets lost on its way from those members.',
        remedy: `See whether ${one.about} and ${list(one.by)} reach each other; then let ${one.about} join again.`,
      };
    case 'alone':
      return {
        ...{ kind: 'alone', severity: 'failing', member: one.about, title: 'A member sees nobody' },
        evidence: `${one.about} counts no other member, though others count it.`,
        meaning: 'It serves as if it were alone: what people there send doesn’t reach those on other members.',
        remedy: `See whether ${one.about} reaches the others, and restart it so that it joins again.`,
      };
    case 'still-counted':
      return {
        ...{
          kind: 'still-counted',
          severity: 'warning',
          member: one.about,
          title: 'A member that doesn’t answer is still counted',
        },
        evidence: `${one.about} doesn’t answer, but ${say(one.by, 'counts', 'count')} it as running.`,
        meaning: 'What is meant for people there may wait for a member that doesn’t answer.',
        remedy:
          'Usual for a moment after a failure. If it stays, restart the ones that still count it, one after the other.',
      };
    case 'duplicate':
      return {
        ...{ kind: 'duplicate', severity: 'failing', member: one.about, title: 'A member is listed twice' },
        evidence: `${one.about} is listed more than once by ${list(one.by)}.`,
        meaning: 'It was probably reset while still in the cluster, and joined again. It counts twice when they vote.',
        remedy: `Take ${one.about} out of the cluster at the leader, reset it, and let it join again.`,
      };
    case 'stranger':
      return {
        ...{ kind: 'stranger', severity: 'warning', member: one.about, title: 'Somebody unknown is counted' },
        evidence: `${list(one.by)} ${one.by.length === 1 ? 'counts' : 'count'} ${one.about}, which is none of the members known here.`,
        meaning: 'Either a member is missing here, or one that is gone was never taken out.',
        remedy: `Find out what ${one.about} is; take it out of the cluster if it is gone.`,
      };
  }
}
