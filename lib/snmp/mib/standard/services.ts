import { modulesOf } from './notation.ts';

/** Network services (RFC 2788), and our own modules as deploy/snmp has them. */
export const services = () =>
  modulesOf(`
module NETWORK-SERVICES-MIB
application mib-2.27
applTable application.1 table
applEntry applTable.1 row applIndex
applIndex applEntry.1 INTEGER
applName applEntry.2 DisplayString
applDirectoryName applEntry.3 DisplayString
applVersion applEntry.4 DisplayString
applUptime applEntry.5 TimeStamp
applOperStatus applEntry.6 INTEGER up=1,down=2,halted=3,congested=4,restarting=5,quiescing=6
applLastChange applEntry.7 TimeStamp
applInboundAssociations applEntry.8 Gauge32
applOutboundAssociations applEntry.9 Gauge32
applAccumulatedInboundAssociations applEntry.10 Counter32
applAccumulatedOutboundAssociations applEntry.11 Counter32
applLastInboundActivity applEntry.12 TimeStamp
applLastOutboundActivity applEntry.13 TimeStamp
applRejectedInboundAssociations applEntry.14 Counter32
applFailedOutboundAssociations applEntry.15 Counter32
applDescription applEntry.16 DisplayString
applURL applEntry.17 DisplayString
assocTable application.2 table
assocEntry assocTable.1 row applIndex,assocIndex
assocIndex assocEntry.1 INTEGER
assocRemoteApplication assocEntry.2 DisplayString
assocApplicationProtocol assocEntry.3 OID
assocApplicationType assocEntry.4 INTEGER uainitiator=1,uaresponder=2,peerinitiator=3,peerresponder=4
assocDuration assocEntry.5 TimeStamp
applTCPProtoID application.4
module BAILIWICK-SMI
bailiwick enterprises.8072.9999.9999.5222
module BAILIWICK-XMPP-MIB
bwXmppMIB bailiwick.1
bwXmppObjects bwXmppMIB.1
bwXmppServerTable bwXmppObjects.1 table
bwXmppServerEntry bwXmppServerTable.1 row applIndex
bwXmppUsersRegistered bwXmppServerEntry.1 Gauge32 [users]
bwXmppUsersOnline bwXmppServerEntry.2 Gauge32 [users]
bwXmppSessions bwXmppServerEntry.3 Gauge32 [sessions]
bwXmppRooms bwXmppServerEntry.4 Gauge32 [rooms]
bwXmppS2sIn bwXmppServerEntry.5 Gauge32 [sessions]
bwXmppS2sOut bwXmppServerEntry.6 Gauge32 [sessions]
bwXmppHosts bwXmppServerEntry.7 Gauge32 [domains]
bwXmppNodesRunning bwXmppServerEntry.8 Gauge32 [nodes]
bwXmppNodesStopped bwXmppServerEntry.9 Gauge32 [nodes]
bwXmppCountersSince bwXmppServerEntry.10 DateAndTime
bwXmppCountersNode bwXmppServerEntry.11 DisplayString
bwXmppStanzaTable bwXmppObjects.2 table
bwXmppStanzaEntry bwXmppStanzaTable.1 row applIndex,bwXmppStanzaScope,bwXmppStanzaDirection,bwXmppStanzaKind
bwXmppStanzaScope bwXmppStanzaEntry.1 BwStanzaScope
bwXmppStanzaDirection bwXmppStanzaEntry.2 BwDirection
bwXmppStanzaKind bwXmppStanzaEntry.3 BwStanzaKind
bwXmppStanzas bwXmppStanzaEntry.4 Counter64 [stanzas]
bwXmppOperationTable bwXmppObjects.3 table
bwXmppOperationEntry bwXmppOperationTable.1 row applIndex,bwXmppOperationKind
bwXmppOperationKind bwXmppOperationEntry.1 BwStanzaKind
bwXmppOperationRate bwXmppOperationEntry.2 Gauge32 [thousandths of a stanza per second]
module BAILIWICK-SERVICES-MIB
bwServicesMIB bailiwick.2
bwServicesObjects bwServicesMIB.1
bwSessionTable bwServicesObjects.1 table
bwSessionEntry bwSessionTable.1 row applIndex,bwSessionKind
bwSessionKind bwSessionEntry.1 BwSessionType
bwSessions bwSessionEntry.2 Gauge32 [sessions]
bwSessionOctetsIn bwSessionEntry.3 Counter64 [octets]
bwSessionOctetsOut bwSessionEntry.4 Counter64 [octets]
bwMechanismTable bwServicesObjects.2 table
bwMechanismEntry bwMechanismTable.1 row applIndex,bwMechanismKind,bwMechanismName
bwMechanismKind bwMechanismEntry.1 BwSessionType
bwMechanismName bwMechanismEntry.2 DisplayString
bwMechanismSessions bwMechanismEntry.3 Gauge32 [sessions]
bwTlsTable bwServicesObjects.3 table
bwTlsEntry bwTlsTable.1 row applIndex,bwTlsKind,bwTlsVersion,bwTlsCipher
bwTlsKind bwTlsEntry.1 BwSessionType
bwTlsVersion bwTlsEntry.2 DisplayString
bwTlsCipher bwTlsEntry.3 DisplayString
bwTlsSessions bwTlsEntry.4 Gauge32 [sessions]
bwLdapOperationTable bwServicesObjects.4 table
bwLdapOperationEntry bwLdapOperationTable.1 row applIndex,bwLdapOperationKind
bwLdapOperationKind bwLdapOperationEntry.1 INTEGER bind=1,unbind=2,search=3,compare=4,modify=5,modifyDn=6,add=7,delete=8,abandon=9,extended=10
bwLdapInitiated bwLdapOperationEntry.2 Counter64 [operations]
bwLdapCompleted bwLdapOperationEntry.3 Counter64 [operations]
bwLdapRate bwLdapOperationEntry.4 Gauge32 [thousandths of an operation per second]
`);
