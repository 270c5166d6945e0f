import { modulesOf } from './notation.ts';

/** Hosts and printers: what our profiles read, and what stands beside it (RFC 2790, 3805; UCD and net-snmp). */
export const hosts = () =>
  modulesOf(`
module HOST-RESOURCES-MIB
host mib-2.25
hrSystem host.1
hrSystemUptime hrSystem.1 TimeTicks
hrSystemDate hrSystem.2 DateAndTime
hrSystemInitialLoadDevice hrSystem.3 INTEGER
hrSystemInitialLoadParameters hrSystem.4 DisplayString
hrSystemNumUsers hrSystem.5 Gauge32 [users]
hrSystemProcesses hrSystem.6 Gauge32 [processes]
hrSystemMaxProcesses hrSystem.7 INTEGER [processes]
hrStorage host.2
hrStorageTypes hrStorage.1
hrStorageOther hrStorageTypes.1
hrStorageRam hrStorageTypes.2
hrStorageVirtualMemory hrStorageTypes.3
hrStorageFixedDisk hrStorageTypes.4
hrStorageRemovableDisk hrStorageTypes.5
hrStorageFloppyDisk hrStorageTypes.6
hrStorageCompactDisc hrStorageTypes.7
hrStorageRamDisk hrStorageTypes.8
hrStorageFlashMemory hrStorageTypes.9
hrStorageNetworkDisk hrStorageTypes.10
hrMemorySize hrStorage.2 KBytes [KBytes]
hrStorageTable hrStorage.3 table
hrStorageEntry hrStorageTable.1 row hrStorageIndex
hrStorageIndex hrStorageEntry.1 INTEGER
hrStorageType hrStorageEntry.2 AutonomousType
hrStorageDescr hrStorageEntry.3 DisplayString
hrStorageAllocationUnits hrStorageEntry.4 INTEGER [Bytes]
hrStorageSize hrStorageEntry.5 INTEGER
hrStorageUsed hrStorageEntry.6 INTEGER
hrStorageAllocationFailures hrStorageEntry.7 Counter32
hrDevice host.3
hrDeviceTypes hrDevice.1
hrDeviceTable hrDevice.2 table
hrDeviceEntry hrDeviceTable.1 row hrDeviceIndex
hrDeviceIndex hrDeviceEntry.1 INTEGER
hrDeviceType hrDeviceEntry.2 AutonomousType
hrDeviceDescr hrDeviceEntry.3 DisplayString
hrDeviceID hrDeviceEntry.4 ProductID
hrDeviceStatus hrDeviceEntry.5 INTEGER unknown=1,running=2,warning=3,testing=4,down=5
hrDeviceErrors hrDeviceEntry.6 Counter32
hrProcessorTable hrDevice.3 table
hrProcessorEntry hrProcessorTable.1 row hrDeviceIndex
hrProcessorFrwID hrProcessorEntry.1 ProductID
hrProcessorLoad hrProcessorEntry.2 INTEGER
hrPrinterTable hrDevice.5 table
hrPrinterEntry hrPrinterTable.1 row hrDeviceIndex
hrPrinterStatus hrPrinterEntry.1 INTEGER other=1,unknown=2,idle=3,printing=4,warmup=5
hrPrinterDetectedErrorState hrPrinterEntry.2 Octets
hrSWRun host.4
hrSWOSIndex hrSWRun.1 INTEGER
hrSWRunTable hrSWRun.2 table
hrSWRunEntry hrSWRunTable.1 row hrSWRunIndex
hrSWRunIndex hrSWRunEntry.1 INTEGER
hrSWRunName hrSWRunEntry.2 DisplayString
hrSWRunID hrSWRunEntry.3 ProductID
hrSWRunPath hrSWRunEntry.4 DisplayString
hrSWRunParameters hrSWRunEntry.5 DisplayString
hrSWRunType hrSWRunEntry.6 INTEGER unknown=1,operatingSystem=2,deviceDriver=3,application=4
hrSWRunStatus hrSWRunEntry.7 INTEGER running=1,runnable=2,notRunnable=3,invalid=4
module Printer-MIB
printmib mib-2.43
prtInput printmib.8
prtInputTable prtInput.2 table
prtInputEntry prtInputTable.1 row hrDeviceIndex,prtInputIndex
prtInputIndex prtInputEntry.1 INTEGER
prtInputMaxCapacity prtInputEntry.9 INTEGER
prtInputCurrentLevel prtInputEntry.10 INTEGER
prtInputName prtInputEntry.13 Octets
prtMarker printmib.10
prtMarkerTable prtMarker.2 table
prtMarkerEntry prtMarkerTable.1 row hrDeviceIndex,prtMarkerIndex
prtMarkerIndex prtMarkerEntry.1 INTEGER
prtMarkerCounterUnit prtMarkerEntry.3 INTEGER tenThousandthsOfInches=3,micrometers=4,characters=5,lines=6,impressions=7,sheets=8,dotRow=9,hours=11,feet=16,meters=17
prtMarkerLifeCount prtMarkerEntry.4 Counter32
prtMarkerSupplies printmib.11
prtMarkerSuppliesTable prtMarkerSupplies.1 table
prtMarkerSuppliesEntry prtMarkerSuppliesTable.1 row hrDeviceIndex,prtMarkerSuppliesIndex
prtMarkerSuppliesIndex prtMarkerSuppliesEntry.1 INTEGER
prtMarkerSuppliesDescription prtMarkerSuppliesEntry.6 Octets
prtMarkerSuppliesMaxCapacity prtMarkerSuppliesEntry.8 INTEGER
prtMarkerSuppliesLevel prtMarkerSuppliesEntry.9 INTEGER
module UCD-SNMP-MIB
ucdavis enterprises.2021
prTable ucdavis.2 table
prEntry prTable.1 row prIndex
prIndex prEntry.1 Integer32
prNames prEntry.2 DisplayString
prMin prEntry.3 Integer32
prMax prEntry.4 Integer32
prCount prEntry.5 Integer32
prErrorFlag prEntry.100 INTEGER noError=0,error=1
prErrMessage prEntry.101 DisplayString
extTable ucdavis.8 table
extEntry extTable.1 row extIndex
extIndex extEntry.1 Integer32
extNames extEntry.2 DisplayString
extCommand extEntry.3 DisplayString
extResult extEntry.100 Integer32
extOutput extEntry.101 DisplayString
memory ucdavis.4
memIndex memory.1 Integer32
memErrorName memory.2 DisplayString
memTotalSwap memory.3 Integer32 [kB]
memAvailSwap memory.4 Integer32 [kB]
memTotalReal memory.5 Integer32 [kB]
memAvailReal memory.6 Integer32 [kB]
memTotalFree memory.11 Integer32 [kB]
memMinimumSwap memory.12 Integer32 [kB]
memShared memory.13 Integer32 [kB]
memBuffer memory.14 Integer32 [kB]
memCached memory.15 Integer32 [kB]
memTotalSwapX memory.18 CounterBasedGauge64 [kB]
memAvailSwapX memory.19 CounterBasedGauge64 [kB]
memTotalRealX memory.20 CounterBasedGauge64 [kB]
memAvailRealX memory.21 CounterBasedGauge64 [kB]
memTotalFreeX memory.22 CounterBasedGauge64 [kB]
memMinimumSwapX memory.23 CounterBasedGauge64 [kB]
memSharedX memory.24 CounterBasedGauge64 [kB]
memBufferX memory.25 CounterBasedGauge64 [kB]
memCachedX memory.26 CounterBasedGauge64 [kB]
memSysAvail memory.27 CounterBasedGauge64 [kB]
memSwapError memory.100 INTEGER noError=0,error=1
memSwapErrorMsg memory.101 DisplayString
dskTable ucdavis.9 table
dskEntry dskTable.1 row dskIndex
dskIndex dskEntry.1 Integer32
dskPath dskEntry.2 DisplayString
dskDevice dskEntry.3 DisplayString
dskMinimum dskEntry.4 Integer32
dskMinPercent dskEntry.5 Integer32
dskTotal dskEntry.6 Integer32
dskAvail dskEntry.7 Integer32
dskUsed dskEntry.8 Integer32
dskPercent dskEntry.9 Integer32
dskPercentNode dskEntry.10 Integer32
dskTotalLow dskEntry.11 Unsigned32
dskTotalHigh dskEntry.12 Unsigned32
dskAvailLow dskEntry.13 Unsigned32
dskAvailHigh dskEntry.14 Unsigned32
dskUsedLow dskEntry.15 Unsigned32
dskUsedHigh dskEntry.16 Unsigned32
dskErrorFlag dskEntry.100 INTEGER noError=0,error=1
dskErrorMsg dskEntry.101 DisplayString
laTable ucdavis.10 table
laEntry laTable.1 row laIndex
laIndex laEntry.1 Integer32
laNames laEntry.2 DisplayString
laLoad laEntry.3 DisplayString
laConfig laEntry.4 DisplayString
laLoadInt laEntry.5 Integer32
laLoadFloat laEntry.6 Float
laErrorFlag laEntry.100 INTEGER noError=0,error=1
laErrMessage laEntry.101 DisplayString
systemStats ucdavis.11
ssIndex systemStats.1 Integer32
ssErrorName systemStats.2 DisplayString
ssSwapIn systemStats.3 Integer32 [kB]
ssSwapOut systemStats.4 Integer32 [kB]
ssCpuRawUser systemStats.50 Counter32
ssCpuRawNice systemStats.51 Counter32
ssCpuRawSystem systemStats.52 Counter32
ssCpuRawIdle systemStats.53 Counter32
ssCpuRawWait systemStats.54 Counter32
ssCpuRawKernel systemStats.55 Counter32
ssCpuRawInterrupt systemStats.56 Counter32
ssIORawSent systemStats.57 Counter32
ssIORawReceived systemStats.58 Counter32
ssRawInterrupts systemStats.59 Counter32
ssRawContexts systemStats.60 Counter32
ssCpuRawSoftIRQ systemStats.61 Counter32
ssRawSwapIn systemStats.62 Counter32
ssRawSwapOut systemStats.63 Counter32
ssCpuRawSteal systemStats.64 Counter32
ssCpuRawGuest systemStats.65 Counter32
ssCpuRawGuestNice systemStats.66 Counter32
ssCpuNumCpus systemStats.67 Integer32
ucdTraps ucdavis.251
ucdStart ucdTraps.1 notification
ucdShutdown ucdTraps.2 notification
module NET-SNMP-MIB
netSnmp enterprises.8072
netSnmpNotificationPrefix netSnmp.4
netSnmpNotifications netSnmpNotificationPrefix.0
netSnmpEnumerations netSnmp.3
netSnmpAgentOIDs netSnmpEnumerations.2
nsNotifyStart netSnmpNotifications.1 notification
nsNotifyShutdown netSnmpNotifications.2 notification
nsNotifyRestart netSnmpNotifications.3 notification
`);
