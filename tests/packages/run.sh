#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# The packages, used as people use them. Needs ./build.sh native --all.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source build/common.sh
source tests/embedding/tally.sh

needs "${for_c[@]}" "${for_python[@]}" "${for_test[@]}"
succeeds "packing" build/pack.sh
version=$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' Directory.Build.props)
for file in artifacts/packages/*; do
    check "its version is that of Directory.Build.props: $(basename "$file")" \
        -n "$(grep -F -e "-$version" -e ".$version." -e "_${version}_" <<< "$file")"
done
for language in csharp python cpp debian; do
    suite "packages: $language" "tests/packages/$language.sh" "$PWD/artifacts/packages" "$version"
done
close_tally
