#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# csharp.sh PACKAGES VERSION: what is in the NuGet package, and a new console project that restores it from a folder.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source build/common.sh
source tests/embedding/tally.sh
folder=$1 version=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

unzip -q "$folder/NativeLoss.$version.nupkg" -d "$work/package"
for rid in "${platforms[@]}"; do
    target "$rid"
    succeeds "the native file of $rid is in it" cmp "$native/$library" "$work/package/runtimes/$rid/native/$library"
done
for file in lib/net{8,10}.0/NativeLoss.{dll,xml} README.md LICENSE THIRD-PARTY-NOTICES.txt; do
    check "$file is in it" -s "$work/package/$file"
done
check "symbols of both assemblies are in the other one" \
    "$(unzip -l "$folder/NativeLoss.$version.snupkg" | grep -c 'lib/net.*/NativeLoss.pdb')" = 2

# What is not in the folder comes from where the user's packages come from, but lands nowhere that outlives the test.
cp tests/packages/console/App.csproj bindings/csharp/Example.cs "$work"
cat > "$work/nuget.config" << END
<configuration>
  <config><add key="globalPackagesFolder" value="$work/packages" /></config>
  <fallbackPackageFolders><add key="user" value="$packages" /></fallbackPackageFolders>
  <packageSources><add key="folder" value="$folder" /></packageSources>
</configuration>
END
rm -rf "$work/package"
expected=$(/usr/bin/python3 tests/packages/example_values.py)
build() {
    (cd "$work" && rm -rf obj bin &&
        dotnet "$@" -c Release -v q -nologo "-p:NativeLossVersion=$version" "-p:Framework=${framework:-net10.0}")
}
# C# 12, which is what .NET 8 has, does not infer the element from an array where a span is wanted.
net8() {
    sed -i 's/Loss\.Softmax(/Loss.Softmax<float>(/; s/Loss\.CrossEntropy(/Loss.CrossEntropy<float, int>(/' \
        "$work/Example.cs"
    framework=net8.0 build "$@"
}
# bare PROGRAM: runs it where no .NET is to be found.
bare() { env -i "$@"; }

succeeds "a console project restores and builds" build build
check "and runs" "$(dotnet "$work/bin/Release/net10.0/App.dll")" = "$expected"
succeeds "PublishSingleFile" build publish -r linux-x64 --self-contained false -p:PublishSingleFile=true -o "$work/single"
DOTNET_ROOT=$(dirname "$(readlink -f "$(command -v dotnet)")")
check "runs, of $(ls "$work/single" | grep -vc pdb) files" "$(bare DOTNET_ROOT="$DOTNET_ROOT" "$work/single/App")" = "$expected"
succeeds "PublishTrimmed, in one file that has all of .NET" build publish -r linux-x64 --self-contained -p:PublishTrimmed=true \
    -p:PublishSingleFile=true -p:IncludeNativeLibrariesForSelfExtract=true -o "$work/trimmed"
check "runs, of $(ls "$work/trimmed" | grep -vc pdb) file" "$(bare HOME="$work" "$work/trimmed/App")" = "$expected"
succeeds "PublishAot" build publish -r linux-x64 -p:PublishAot=true -o "$work/aot"
check "runs, of $(ls "$work/aot" | grep -vc dbg) files" "$(bare "$work/aot/App")" = "$expected"
succeeds "a project for .NET 8 restores and builds" net8 build -p:UseAppHost=false
check "and its assembly runs (on .NET 10, which is what is here)" \
    "$(DOTNET_ROLL_FORWARD=Major dotnet "$work/bin/Release/net8.0/App.dll")" = "$expected"
close_tally
