import type { MibModule, MibType } from '../module.ts';
import { modulesOf } from './notation.ts';

/** The tree that every module begins at (RFC 2578, RFC 1155). */
export const smi = (): MibModule[] =>
  modulesOf(`
module SNMPv2-SMI
org iso.3
dod org.6
internet dod.1
directory internet.1
mgmt internet.2
mib-2 mgmt.1
transmission mib-2.10
experimental internet.3
private internet.4
enterprises private.1
security internet.5
snmpV2 internet.6
snmpDomains snmpV2.1
snmpProxys snmpV2.2
snmpModules snmpV2.3
zeroDotZero 0.0
`).map((module) => ({ ...module, types: [...conventions] }));

/** What others take from them is built in: names, or nothing but macros and types. */
export const knownModules: ReadonlySet<string> = new Set([
  'SNMPv2-SMI',
  'SNMPv2-TC',
  'SNMPv2-CONF',
  'RFC1155-SMI',
  'RFC1065-SMI',
  'RFC-1212',
  'RFC-1215',
]);

const of = (type: string, hint = ''): [string, string] => [type, hint];
const dateAndTime = '2d-1d-1d,1d:1d:1d.1d,1a1d:1d';

/** Textual conventions that modules everywhere take for granted (RFC 2579, 2863, 3411, 4001, 2856). */
const conventions: readonly MibType[] = [
  ...Object.entries({
    DisplayString: of('OCTET STRING', '255a'),
    PhysAddress: of('OCTET STRING', '1x:'),
    MacAddress: of('OCTET STRING', '1x:'),
    TestAndIncr: of('INTEGER'),
    AutonomousType: of('OBJECT IDENTIFIER'),
    InstancePointer: of('OBJECT IDENTIFIER'),
    VariablePointer: of('OBJECT IDENTIFIER'),
    RowPointer: of('OBJECT IDENTIFIER'),
    TimeStamp: of('TimeTicks'),
    TimeInterval: of('INTEGER'),
    DateAndTime: of('OCTET STRING', dateAndTime),
    TDomain: of('OBJECT IDENTIFIER'),
    TAddress: of('OCTET STRING'),
    SnmpAdminString: of('OCTET STRING', '255t'),
    SnmpEngineID: of('OCTET STRING'),
    OwnerString: of('OCTET STRING', '255a'),
    InterfaceIndex: of('INTEGER', 'd'),
    InterfaceIndexOrZero: of('INTEGER', 'd'),
    InetAddress: of('OCTET STRING'),
    InetPortNumber: of('Gauge32', 'd'),
    CounterBasedGauge64: of('Counter64'),
    ZeroBasedCounter32: of('Gauge32'),
    ZeroBasedCounter64: of('Counter64'),
    DateAndTimeOrZero: of('OCTET STRING', dateAndTime),
    KBytes: of('INTEGER'),
    ProductID: of('OBJECT IDENTIFIER'),
    Float: of('Opaque'),
    ObjectName: of('OBJECT IDENTIFIER'),
    NotificationName: of('OBJECT IDENTIFIER'),
  }).map(([name, [type, hint]]) => ({ name, syntax: { type }, hint })),
  ...Object.entries({
    TruthValue: ['true', 'false'],
    RowStatus: ['active', 'notInService', 'notReady', 'createAndGo', 'createAndWait', 'destroy'],
    StorageType: ['other', 'volatile', 'nonVolatile', 'permanent', 'readOnly'],
    InetAddressType: ['ipv4', 'ipv6', 'ipv4z', 'ipv6z'],
    BwSessionType: ['c2s', 's2sIn', 's2sOut', 'component', 'ldap'],
    BwStanzaScope: ['c2s', 's2s', 'component'],
    BwDirection: ['in', 'out'],
    BwStanzaKind: ['message', 'presence', 'iq'],
  }).map(([name, words]) => ({ name, syntax: wordsFrom(words), hint: '' })),
  // The kinds of interface that are met most, of some 300 (IANAifType-MIB).
  {
    name: 'IANAifType',
    syntax: {
      type: 'INTEGER',
      words: [
        [1, 'other'],
        [6, 'ethernetCsmacd'],
        [23, 'ppp'],
        [24, 'softwareLoopback'],
        [53, 'propVirtual'],
        [71, 'ieee80211'],
        [131, 'tunnel'],
        [135, 'l2vlan'],
        [136, 'l3ipvlan'],
        [161, 'ieee8023adLag'],
        [209, 'bridge'],
      ],
    },
    hint: '',
  },
];

function wordsFrom(words: readonly string[]) {
  return { type: 'INTEGER', words: words.map((word, place): [number, string] => [place + 1, word]) };
}
