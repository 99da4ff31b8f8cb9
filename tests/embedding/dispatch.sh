#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# The level that the library picks on emulated processors, its bits there, and its refusal of one that is too old; then
# the same bits in little address space, with little stack and with settings for another runtime.
# Usage: dispatch.sh HASH_PROGRAM LIBRARY
set -u
source "$(dirname "${BASH_SOURCE[0]}")/tally.sh"
program=$1 library=$2

here=$("$program" "$library")
bits=${here##* }

# emulated CPU: what the program prints there, without qemu's remarks on features that it leaves out.
emulated() {
    qemu-x86_64 -cpu "$1" "$program" "$library" 2>&1 | grep -v '^qemu-x86_64: warning: TCG'
}

# on CPU LEVEL: an emulated processor gives the level, and this machine's bits.
on() {
    check "qemu -cpu $1 gives $2 and this machine's bits" "$(emulated "$1")" = "$2 NLOSS_OK NLOSS_OK $bits"
}

# refused CPU: the status says so, and no illegal instruction ends the process.
refused() {
    local refusal=NLOSS_E_UNSUPPORTED
    check "qemu -cpu $1 is too old: $refusal" "$(emulated "$1")" = "none $refusal $refusal"
}

check "this machine computes: $here" "${#bits}" = 16
on Nehalem v2
on SandyBridge v2
on Haswell v3
on Haswell,-fma v2
on Haswell,-avx2 v2
on Haswell,-xsave v2
refused core2duo
refused qemu64
refused Nehalem,-sse4.2
check "same bits under ulimit -v 100000 (KiB)" "$(ulimit -v 100000; "$program" "$library" 2>&1)" = "$here"
# What ends or cripples a process in which a .NET runtime reads it.
hostile=(GCHeapHardLimit=1 GCRegionRange=1 GCgen0size=1 gcServer=1 GCHeapAffinitizeMask=0 GCHeapCount=FFFF GCConserveMemory=9 GCStress=F
    EnableHWIntrinsic=0 EnableAVX=0 EnableAVX2=0 EnableAVX512F=0 PreferredVectorBitWidth=0 TieredCompilation=0 ReadyToRun=0
    gcTrimCommitOnLowMemory=1 DbgEnableMiniDump=1 EnableEventPipe=1 DiagnosticPorts=/nonexistent STARTUP_HOOKS=/nonexistent.dll
    ROOT=/nonexistent SYSTEM_GLOBALIZATION_INVARIANT=x)
check "same bits whatever ${#hostile[@]} DOTNET_ variables say, and as many of COMPlus_" \
    "$(env "${hostile[@]/#/DOTNET_}" "${hostile[@]/#/COMPlus_}" "$program" "$library" 2>&1)" = "$here"
check "same bits with 64 KiB of stack" "$(ulimit -s 64; "$program" "$library" 2>&1)" = "$here"
close_tally
