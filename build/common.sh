# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# What the parts of build.sh share. Sourced with the repository as the working directory.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

# The platforms that the native file is built for, from this machine, by the names that .NET has for them.
platforms=(linux-x64 linux-arm64 win-x64 win-arm64 osx-x64 osx-arm64)

# target RID: what a platform is to the tools, the name of its native file, and that of what programs link against.
target() {
  [[ " ${platforms[*]} " == *" $1 "* ]] || fail "no such platform: $1; there are ${platforms[*]}"
  rid=$1
  case ${rid%-*} in
    linux) os=linux system=linux-gnu library=libnativeloss.so archive=libnativeloss.a ;;
    win) os=windows system=windows-gnu library=nativeloss.dll archive=nativeloss.lib ;;
    osx) os=osx system=apple-macos12 library=libnativeloss.dylib archive=libnativeloss.a ;;
  esac
  case ${rid#*-} in
    x64) arch=x64 machine=x86_64 levels=(v2 v3 v4) ;;
    arm64) arch=arm64 machine=aarch64 levels=(neon) ;;
  esac
  native=artifacts/native/$rid
  objects=artifacts/native/objects/$rid
}
abi=$(sed -n 's/^#define NLOSS_ABI //p' include/nativeloss.h)
packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}

# What a part needs: a command or a file, and the Debian package that has it.
modules=/usr/lib/python3/dist-packages
for_native=(clang=clang ld.lld=lld llvm-objcopy=llvm /usr/bin/python3=python3)
for_osx=(ld64.lld-19=lld-19)
for_runtime=(clang=clang /usr/include/zlib.h=zlib1g-dev /usr/include/stdio.h=libc6-dev)
for_c=(gcc=gcc g++=g++ /usr/include/stdio.h=libc6-dev)
for_python=(/usr/bin/python3=python3 $modules/numpy=python3-numpy)
for_pack=(cmake=cmake make=make dpkg-deb=dpkg $modules/hatchling=python3-hatchling)
for_test=(clang=clang qemu-x86_64=qemu-user valgrind=valgrind gdb=gdb
  aarch64-linux-gnu-gcc=gcc-aarch64-linux-gnu /usr/aarch64-linux-gnu/include/stdio.h=libc6-dev-arm64-cross
  musl-gcc=musl-tools x86_64-w64-mingw32-gcc-posix=gcc-mingw-w64-x86-64-posix
  x86_64-w64-mingw32-g++-posix=g++-mingw-w64-x86-64-posix
  /usr/lib/wine/wine64=wine64 unzip=unzip pkg-config=pkg-config "$(echo /usr/lib/python3.[0-9]*/ensurepip)=python3-venv"
  $modules/mpmath=python3-mpmath $modules/gmpy2=python3-gmpy2 $modules/scipy=python3-scipy)
for_hosts=(valgrind=valgrind javac=default-jdk-headless)
for_fuzz=(clang=clang "$(echo /usr/lib/llvm-*/lib/clang/*/lib/linux/libclang_rt.fuzzer-x86_64.a)=libclang-rt-dev")
for_types=(mypy=mypy)
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
  source build/apt.sh
  quietly apt_get update
  quietly apt_get install --no-install-recommends "${missing[@]}"
}

# stale TARGET SOURCE...: whether the target is missing or older than a source, or than anything in a source folder.
stale() {
  [ ! -e "$1" ] || [ -n "$(find "${@:2}" -newer "$1" -print -quit)" ]
}
