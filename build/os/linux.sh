# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# Linux: how its native file is linked, and what it must be. Sourced by native.sh and gate.sh.

for_os=()
symbol_mark='' # of every name of C
unreachable='' # the linker drops what is dead before it misses a symbol: the link is the proof
c_options=(-fPIC)
# Without its COMDAT groups, whose names nothing shares, an object merges into one and loses what is dead. Sections whose
# name is an identifier are never folded: a program could ask where they start. Nothing unwinds through the library (a
# callback must not throw through it), and tables for it would be an eighth of the file.
section_options=(--remove-section=.group --remove-section=.eh_frame --rename-section=__managedcode=.text.managed)

# The library: what is the same byte for byte, in two levels or in one, is there once; nothing compares addresses of
# functions or constants. The archive: one object without dead code, of which only the exports are global, and hidden: in
# a program's own module nothing should be exported again. Its sections stay apart, so that a program keeps what it calls.
link_files() {
  compile_c shared -DNLOSS_BUILD
  { echo '{ global:'; sed 's/$/;/' tests/abi/exports.txt; echo 'local: *; };'; } > "$objects/exports.map"
  ld.lld -shared "${compiled[@]}" "$objects"/shared/*.o -o "$native/$library" \
    --strip-all --gc-sections --icf=all --ignore-data-address-equality \
    -z defs -z relro -z now -z noexecstack -Bsymbolic --build-id=sha1 --hash-style=gnu \
    -soname "libnativeloss.so.$abi" --version-script="$objects/exports.map"
  ln -s "$library" "$native/libnativeloss.so.$abi"

  compile_c static -DNLOSS_STATIC
  # shellcheck disable=SC2046 # one option per word
  ld.lld -r --unique --gc-sections $(sed 's/^/-u /' tests/abi/exports.txt) \
    "${compiled[@]}" "$objects"/static/*.o -o "$objects/static.raw.o"
  llvm-objcopy --strip-unneeded --keep-global-symbols=tests/abi/exports.txt "$objects/static.raw.o" "$objects/static.o"
  llvm-ar rcsD "$native/$archive" "$objects/static.o"
}

exported() { llvm-nm -D --defined-only "$native/$library" | awk '{ print $3 }'; }

check_file() {
  local dynamic segments
  dynamic=$(llvm-readelf -dW "$native/$library")
  segments=$(llvm-readelf -lW "$native/$library")
  check "no undefined symbol in the library" "" "$(llvm-nm -D --undefined-only "$native/$library")"
  check "the archive's global symbols are the exports" "" \
    "$(llvm-nm --defined-only --extern-only "$native/$archive" | awk 'NF == 3 { print $3 }' | other_than_exports)"
  check "needs no other library" 0 "$(count NEEDED "$dynamic")"
  check "read-only relocations" 1 "$(count GNU_RELRO "$segments")"
  check "bound at load" 1 "$(count 'FLAGS_1.*NOW' "$dynamic")"
  check "stack not executable" 1 "$(count 'GNU_STACK.* RW ' "$segments")"
  check "no writable code" 0 "$(count 'LOAD.* RWE ' "$segments")"
  check "no relocation in code" 0 "$(count TEXTREL "$dynamic")"
  check "nothing runs at load or unload" 0 "$(count '\((INIT|FINI)' "$dynamic")"
  check "no thread-local storage" 0 "$(count 'TLS' "$segments")"
}
