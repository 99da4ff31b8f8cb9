# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# macOS: how its native file is linked, and what it must be. Sourced by native.sh and gate.sh.

for_os=("${for_osx[@]}")
symbol_mark=_
unreachable=nloss_rt_unreachable # see unreachable.c
c_options=()
# The table of modules, for a runtime to start from, would keep everything alive; unwind tables as on Linux.
section_options=(--remove-section=__DATA,__modules --remove-section=__TEXT,__eh_frame --remove-section=__LD,__compact_unwind)

# The library depends on the system's, without a symbol of it: dyld refuses a file that was made for a new macOS and
# depends on nothing. The archive has as many objects as there are; a program's own link drops what is dead.
link_files() {
  compile_c shared -DNLOSS_BUILD
  ld64.lld-19 -dylib -arch "${machine/aarch64/arm64}" -platform_version macos 12.0 12.0 -dead_strip --icf=all -x \
    -install_name "@rpath/libnativeloss.$abi.dylib" -compatibility_version "$abi" -current_version "$abi" \
    "${compiled[@]}" "$objects"/shared/*.o build/os/libSystem.tbd -o "$native/$library"
  ln -s "$library" "$native/libnativeloss.$abi.dylib"

  compile_c static -DNLOSS_STATIC
  llvm-ar rcsD "$native/$archive" "${compiled[@]}" "$objects"/static/*.o
}

exported() { llvm-objdump --macho --exports-trie "$native/$library" | sed -n 's/^0x[0-9A-F]* *_//p'; }

check_file() {
  local file
  file=$(llvm-objdump --macho --private-headers "$native/$library")
  check "no undefined symbol in the library" "" "$(llvm-nm --undefined-only "$native/$library")"
  check "no code that needs the runtime" 0 "$(count __UNREACH "$file")"
  check "needs the system's library and no other" " /usr/lib/libSystem.B.dylib" \
    "$(grep -A 2 'cmd LC_LOAD' <<< "$file" | sed -n 's/^ *name\( .*\) (.*/\1/p')"
  check "names are looked up in one library each" 1 "$(count '^MH_MAGIC_64.* NOUNDEFS DYLDLINK TWOLEVEL' "$file")"
  check "no writable code" 0 "$(count 'prot rwx' "$file")"
  check "code of one segment only" 1 "$(count 'initprot r-x' "$file")"
  check "nothing runs at load or unload" 0 "$(count '__(mod_)?(init|term)_(func|offsets)|LC_ROUTINES' "$file")"
  check "no thread-local storage" 0 "$(count 'THREAD_LOCAL|TLV' "$file")"
  check "for macOS 12 and later" 1 "$(count 'minos 12\.0$' "$file")"
  [ "$arch" = x64 ] || check "signed, as the processor's systems demand" 1 "$(count 'cmd LC_CODE_SIGNATURE' "$file")"
}
