# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# Windows: how its native file is linked, and what it must be. Sourced by native.sh and gate.sh.

for_os=()
symbol_mark=''
unreachable=nloss_rt_unreachable # see unreachable.c
c_options=()
# The table of modules, for a runtime to start from, would keep everything alive. Unwind tables stay: the system's
# debuggers and crash reporters cannot walk a stack without them.
section_options=('--remove-section=.modules$I')

# Programs link against the import library. There is no static one: GNU ld mixes up the levels of the objects.
link_files() {
  compile_c shared -DNLOSS_BUILD
  lld-link /dll /noentry /nodefaultlib "/machine:$arch" /opt:ref,icf /merge:.managedcode=.text /brepro \
    "${compiled[@]}" "$objects"/shared/*.o "/out:$native/$library" "/implib:$native/$archive"
}

exported() { llvm-readobj --coff-exports "$native/$library" | sed -n 's/^  Name: \(.\)/\1/p'; }

check_file() {
  local file
  file=$(llvm-readobj --file-headers --sections --coff-imports "$native/$library")
  check "imports nothing" 0 "$(count '^Import' "$file")"
  check "no code that needs the runtime" 0 "$(count 'Name: unreach' "$file")"
  check "the import library has the exports" "" \
    "$(llvm-nm "$native/$archive" | sed -n 's/.* T __imp_//p' | other_than_exports)"
  check "may lie anywhere in 64 bits" 2 "$(count 'CHARACTERISTICS_(DYNAMIC_BASE|HIGH_ENTROPY_VA)' "$file")"
  check "can be relocated" 0 "$(count IMAGE_FILE_RELOCS_STRIPPED "$file")"
  check "stack and data not executable" 1 "$(count CHARACTERISTICS_NX_COMPAT "$file")"
  check "no writable code" 0 "$(grep -A 12 IMAGE_SCN_MEM_EXECUTE <<< "$file" | grep -c IMAGE_SCN_MEM_WRITE || true)"
  check "nothing runs at load or unload" 1 "$(count 'AddressOfEntryPoint: 0x0$' "$file")"
  check "no thread-local storage" 1 "$(count 'TLSTableSize: 0x0$' "$file")"
  check "unwind tables" 1 "$(count 'ExceptionTableSize: 0x[1-9A-F]' "$file")"
}
