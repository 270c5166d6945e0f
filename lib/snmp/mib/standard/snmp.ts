import { modulesOf } from './notation.ts';

/** What every agent has, and the traps that every device may send (RFC 3418, 3584). */
export const snmp = () =>
  modulesOf(`
module SNMPv2-MIB
snmpMIB snmpModules.1
snmpMIBObjects snmpMIB.1
system mib-2.1
sysDescr system.1 DisplayString
sysObjectID system.2 OID
sysUpTime system.3 TimeTicks
sysContact system.4 DisplayString
sysName system.5 DisplayString
sysLocation system.6 DisplayString
sysServices system.7 INTEGER
sysORLastChange system.8 TimeStamp
sysORTable system.9 table
sysOREntry sysORTable.1 row sysORIndex
sysORIndex sysOREntry.1 INTEGER
sysORID sysOREntry.2 OID
sysORDescr sysOREntry.3 DisplayString
sysORUpTime sysOREntry.4 TimeStamp
snmp mib-2.11
snmpInPkts snmp.1 Counter32
snmpInBadVersions snmp.3 Counter32
snmpInBadCommunityNames snmp.4 Counter32
snmpInBadCommunityUses snmp.5 Counter32
snmpInASNParseErrs snmp.6 Counter32
snmpEnableAuthenTraps snmp.30 INTEGER enabled=1,disabled=2
snmpSilentDrops snmp.31 Counter32
snmpProxyDrops snmp.32 Counter32
snmpTrap snmpMIBObjects.4
snmpTrapOID snmpTrap.1 OID
snmpTrapEnterprise snmpTrap.3 OID
snmpTraps snmpMIBObjects.5
coldStart snmpTraps.1 notification
warmStart snmpTraps.2 notification
authenticationFailure snmpTraps.5 notification
snmpSet snmpMIBObjects.6
snmpSetSerialNo snmpSet.1 TestAndIncr
module SNMP-COMMUNITY-MIB
snmpCommunityMIB snmpModules.18
snmpCommunityMIBObjects snmpCommunityMIB.1
snmpTrapAddress snmpCommunityMIBObjects.3 IpAddress
snmpTrapCommunity snmpCommunityMIBObjects.4 Octets
`);
