import { modulesOf } from './notation.ts';

/** Interfaces and the first layers above them (RFC 2863, 1213). */
export const interfaces = () =>
  modulesOf(`
module IF-MIB
ifMIB mib-2.31
ifMIBObjects ifMIB.1
interfaces mib-2.2
ifNumber interfaces.1 Integer32
ifTableLastChange ifMIBObjects.5 TimeTicks
ifTable interfaces.2 table
ifEntry ifTable.1 row ifIndex
ifIndex ifEntry.1 InterfaceIndex
ifDescr ifEntry.2 DisplayString
ifType ifEntry.3 IANAifType
ifMtu ifEntry.4 Integer32
ifSpeed ifEntry.5 Gauge32 [bits per second]
ifPhysAddress ifEntry.6 PhysAddress
ifAdminStatus ifEntry.7 INTEGER up=1,down=2,testing=3
ifOperStatus ifEntry.8 INTEGER up=1,down=2,testing=3,unknown=4,dormant=5,notPresent=6,lowerLayerDown=7
ifLastChange ifEntry.9 TimeTicks
ifInOctets ifEntry.10 Counter32 [octets]
ifInUcastPkts ifEntry.11 Counter32 [packets]
ifInDiscards ifEntry.13 Counter32 [packets]
ifInErrors ifEntry.14 Counter32 [packets]
ifInUnknownProtos ifEntry.15 Counter32 [packets]
ifOutOctets ifEntry.16 Counter32 [octets]
ifOutUcastPkts ifEntry.17 Counter32 [packets]
ifOutDiscards ifEntry.19 Counter32 [packets]
ifOutErrors ifEntry.20 Counter32 [packets]
ifXTable ifMIBObjects.1 table
ifXEntry ifXTable.1 augments ifEntry
ifName ifXEntry.1 DisplayString
ifInMulticastPkts ifXEntry.2 Counter32 [packets]
ifInBroadcastPkts ifXEntry.3 Counter32 [packets]
ifOutMulticastPkts ifXEntry.4 Counter32 [packets]
ifOutBroadcastPkts ifXEntry.5 Counter32 [packets]
ifHCInOctets ifXEntry.6 Counter64 [octets]
ifHCInUcastPkts ifXEntry.7 Counter64 [packets]
ifHCInMulticastPkts ifXEntry.8 Counter64 [packets]
ifHCInBroadcastPkts ifXEntry.9 Counter64 [packets]
ifHCOutOctets ifXEntry.10 Counter64 [octets]
ifHCOutUcastPkts ifXEntry.11 Counter64 [packets]
ifHCOutMulticastPkts ifXEntry.12 Counter64 [packets]
ifHCOutBroadcastPkts ifXEntry.13 Counter64 [packets]
ifLinkUpDownTrapEnable ifXEntry.14 INTEGER enabled=1,disabled=2
ifHighSpeed ifXEntry.15 Gauge32 [millions of bits per second]
ifPromiscuousMode ifXEntry.16 TruthValue
ifConnectorPresent ifXEntry.17 TruthValue
ifAlias ifXEntry.18 DisplayString
ifCounterDiscontinuityTime ifXEntry.19 TimeStamp
linkDown snmpTraps.3 notification ifIndex,ifAdminStatus,ifOperStatus
linkUp snmpTraps.4 notification ifIndex,ifAdminStatus,ifOperStatus
module RFC1213-MIB
ip mib-2.4
tcp mib-2.6
udp mib-2.7
ipForwarding ip.1 INTEGER forwarding=1,not-forwarding=2
ipDefaultTTL ip.2 INTEGER
ipInReceives ip.3 Counter
ipInHdrErrors ip.4 Counter
ipInAddrErrors ip.5 Counter
ipForwDatagrams ip.6 Counter
ipInUnknownProtos ip.7 Counter
ipInDiscards ip.8 Counter
ipInDelivers ip.9 Counter
ipOutRequests ip.10 Counter
ipOutDiscards ip.11 Counter
ipOutNoRoutes ip.12 Counter
ipReasmTimeout ip.13 INTEGER
ipReasmReqds ip.14 Counter
ipReasmOKs ip.15 Counter
ipReasmFails ip.16 Counter
ipFragOKs ip.17 Counter
ipFragFails ip.18 Counter
ipFragCreates ip.19 Counter
ipAddrTable ip.20 table
ipAddrEntry ipAddrTable.1 row ipAdEntAddr
ipAdEntAddr ipAddrEntry.1 IpAddress
ipAdEntIfIndex ipAddrEntry.2 INTEGER
ipAdEntNetMask ipAddrEntry.3 IpAddress
ipAdEntBcastAddr ipAddrEntry.4 INTEGER
ipAdEntReasmMaxSize ipAddrEntry.5 INTEGER
ipNetToMediaTable ip.22 table
ipNetToMediaEntry ipNetToMediaTable.1 row ipNetToMediaIfIndex,ipNetToMediaNetAddress
ipNetToMediaIfIndex ipNetToMediaEntry.1 INTEGER
ipNetToMediaPhysAddress ipNetToMediaEntry.2 PhysAddress
ipNetToMediaNetAddress ipNetToMediaEntry.3 IpAddress
ipNetToMediaType ipNetToMediaEntry.4 INTEGER other=1,invalid=2,dynamic=3,static=4
tcpRtoAlgorithm tcp.1 INTEGER other=1,constant=2,rsre=3,vanj=4
tcpRtoMin tcp.2 INTEGER
tcpRtoMax tcp.3 INTEGER
tcpMaxConn tcp.4 INTEGER
tcpActiveOpens tcp.5 Counter
tcpPassiveOpens tcp.6 Counter
tcpAttemptFails tcp.7 Counter
tcpEstabResets tcp.8 Counter
tcpCurrEstab tcp.9 Gauge
tcpInSegs tcp.10 Counter
tcpOutSegs tcp.11 Counter
tcpRetransSegs tcp.12 Counter
tcpConnTable tcp.13 table
tcpConnEntry tcpConnTable.1 row tcpConnLocalAddress,tcpConnLocalPort,tcpConnRemAddress,tcpConnRemPort
tcpConnState tcpConnEntry.1 INTEGER closed=1,listen=2,synSent=3,synReceived=4,established=5,finWait1=6,finWait2=7,closeWait=8,lastAck=9,closing=10,timeWait=11,deleteTCB=12
tcpConnLocalAddress tcpConnEntry.2 IpAddress
tcpConnLocalPort tcpConnEntry.3 INTEGER
tcpConnRemAddress tcpConnEntry.4 IpAddress
tcpConnRemPort tcpConnEntry.5 INTEGER
tcpInErrs tcp.14 Counter
tcpOutRsts tcp.15 Counter
udpInDatagrams udp.1 Counter
udpNoPorts udp.2 Counter
udpInErrors udp.3 Counter
udpOutDatagrams udp.4 Counter
udpTable udp.5 table
udpEntry udpTable.1 row udpLocalAddress,udpLocalPort
udpLocalAddress udpEntry.1 IpAddress
udpLocalPort udpEntry.2 INTEGER
`);
