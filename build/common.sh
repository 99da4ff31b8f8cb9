# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# What the parts of build.sh share. Sourced with the repository as the working directory.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

# target RID: the platform that the native file is for, linux-x64 where nothing else is said.
target() {
  case $1 in
    linux-x64) arch=x64 cross='' levels=(v2 v3 v4) ;;
    linux-arm64) arch=arm64 cross=aarch64-linux-gnu- levels=(neon) ;;
    *) fail "no such platform: $1; there are linux-x64 and linux-arm64" ;;
  esac
  native=artifacts/native/$1
  objects=artifacts/native/objects/$1
}
packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}

# What a part needs: a command or a file, and the Debian package that has it.
modules=/usr/lib/python3/dist-packages
for_native=(gcc=gcc ld=binutils ld.lld=lld llvm-objcopy=llvm)
for_arm64=(aarch64-linux-gnu-gcc=gcc-aarch64-linux-gnu)
for_runtime=(clang=clang /usr/include/zlib.h=zlib1g-dev /usr/include/stdio.h=libc6-dev)
for_c=(gcc=gcc g++=g++ /usr/include/stdio.h=libc6-dev)
for_python=(/usr/bin/python3=python3 $modules/numpy=python3-numpy)
for_test=(clang=clang qemu-x86_64=qemu-user valgrind=valgrind gdb=gdb /usr/aarch64-linux-gnu/include/stdio.h=libc6-dev-arm64-cross
  $modules/mpmath=python3-mpmath $modules/gmpy2=python3-gmpy2 $modules/scipy=python3-scipy)
for_peers=($modules/torch=python3-torch $modules/scipy=python3-scipy)
for_onnx=($modules/onnx=python3-onnx /usr/share/libonnx-testdata=libonnx-testdata)
for_bench=($modules/torch=python3-torch $modules/scipy=python3-scipy $modules/matplotlib=python3-matplotlib
  /usr/include/dnnl.h=libdnnl-dev /usr/include/xnnpack.h=libxnnpack-dev /usr/include/pthreadpool.h=libpthreadpool-dev)

fail() { echo "build.sh: $*" >&2; exit 1; }

target linux-x64

# quietly COMMAND...: shows what the command says only if it fails.
quietly() {
  local said
  said=$("$@" 2>&1) || { printf '%s\n' "$said" >&2; exit 1; }
}

# needs WHAT=PACKAGE...: installs the packages whose command or file is not there.
needs() {
  local need missing=()
  command -v dotnet > /dev/null || fail "the .NET SDK 10 is missing: https://dotnet.microsoft.com/download"
  for need; do
    command -v "${need%=*}" > /dev/null || [ -e "${need%=*}" ] || missing+=("${need#*=}")
  done
  [ ${#missing[@]} -eq 0 ] && return
  [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null || fail "missing: apt-get install ${missing[*]}"
  echo "installing: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  quietly apt-get update -qq
  quietly apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

# stale TARGET SOURCE...: whether the target is missing or older than a source, or than anything in a source folder.
stale() {
  [ ! -e "$1" ] || [ -n "$(find "${@:2}" -newer "$1" -print -quit)" ]
}
