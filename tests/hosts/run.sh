#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# The library inside hosts of many kinds. Needs ./build.sh native. With NLOSS_NIGHTLY=1 the soak takes an hour in place
# of 20 seconds; NLOSS_SOAK=600 gives it any other time.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source build/common.sh
source tests/embedding/tally.sh

needs "${for_c[@]}" "${for_python[@]}" "${for_hosts[@]}"
here=tests/hosts
library=$PWD/$native/libnativeloss.so
out=$PWD/artifacts/tests/hosts
soak=${NLOSS_SOAK:-$([ "${NLOSS_NIGHTLY:-0}" = 1 ] && echo 3600 || echo 20)}
mkdir -p "$out"

# compiled PROGRAM SOURCE FLAG...
compiled() {
    succeeds "compiling $1" gcc -std=c11 -D_GNU_SOURCE -O1 -g -Wall -Wextra -Wpedantic -Werror -Iinclude "${@:3}" \
        "$here/$2.c" "$here/calls.c" tests/embedding/{ops,s,el}*.c -o "$out/$1" -lm -lpthread -ldl
}

for program in threads soak memcheck; do compiled $program $program; done
suite "threads" "$out/threads" "$library"
suite "a soak" "$out/soak" "$library" "$soak" 1024

for sanitizer in address undefined thread; do
    compiled "soak-$sanitizer" soak "-fsanitize=$sanitizer" -fno-sanitize-recover=all
    # What the sanitizers themselves keep is no growth of the library's.
    suite "a host with -fsanitize=$sanitizer" "$out/soak-$sanitizer" "$library" 2 1000000
done

for level in v2 v3; do
    suite "valgrind at $level" valgrind -q --leak-check=full --error-exitcode=99 "$out/memcheck" "$library" $level
done
valgrind -q --error-exitcode=99 "$out/memcheck" "$library" v3 short > "$out/short.txt" 2>&1
check "valgrind sees the library read beyond a buffer that is an element short" "$?$(grep -c 'after a block of size 392' "$out/short.txt")" -ge 991

succeeds "JVM: compiling" javac -d "$out/java" -h "$out/java" "$here/Host.java"
java_home=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
succeeds "JVM: compiling the bridge" gcc -std=c11 -Wall -Wextra -Wpedantic -Werror -shared -fPIC -Iinclude -I"$out/java" \
    -I"$java_home/include" -I"$java_home/include/linux" $here/jvm.c -L"$native" -lnativeloss -Wl,-rpath,"$PWD/$native" -o "$out/libjvmhost.so"
# On a busy machine a thread that allocates may have to wait for those that hold an array more often than the JVM likes.
jvm=$(java -XX:+UnlockDiagnosticVMOptions -XX:GCLockerRetryAllocationCount=1000000 -Xcheck:jni -Xmx64m -cp "$out/java" Host "$out/libjvmhost.so" 5 2>&1)
check "JVM, -Xcheck:jni is silent: $jvm" "$(sed -E 's/^[0-9]+ calls, 0 wrong, [0-9]+ collections, [0-9]+ null references$/ok/' <<< "$jvm")" = ok

# hosted NAME COMMAND...: a .NET host of calls beside collections; the pattern holds where nothing was wrong.
hosted() {
    local said
    said=$("${@:2}" 2>&1)
    check "$1: $said" "$(sed -E 's/^[0-9]+ calls, 0 wrong, [1-9][0-9]+ collections, [0-9]+ null references$/ok/' <<< "$said")" = ok
}
# The runtime that is released ignores GCStress, which needs a checked build: the collections are forced by a thread and
# by a youngest generation of 64 KiB.
succeeds "CoreCLR: building" dotnet build $here/dotnet -c Release -v q -nologo
hosted "CoreCLR" env DOTNET_GCgen0size=10000 DOTNET_GCStress=F "$out/dotnet/bin/Host/release/Host" 5
succeeds "NativeAOT: publishing" dotnet publish $here/dotnet -c Release -v q -nologo -r linux-x64 -p:PublishAot=true -o "$out/aot"
hosted "NativeAOT" env DOTNET_GCgen0size=10000 "$out/aot/Host" 5

python() { PYTHONPATH=bindings/python PYTHONDONTWRITEBYTECODE=1 timeout 120 /usr/bin/python3 -W error $here/python.py "$@" 2>&1; }
pools=$(python pools)
check "multiprocessing with fork beside a thread in calls: $pools" "$pools" = "200 tasks in 40 forked workers, 0 wrong"
for order in "before the import" "after the import" "after a call"; do
    trace=$(python "$order")
    check "faulthandler, enabled $order, reports a fault: status $?" \
        "$(grep -c -e '^Fatal Python error: Segmentation fault' -e 'python.py.* in crash$' <<< "$trace")" = 2
done
close_tally
