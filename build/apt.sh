# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# Sourced by what installs Debian packages.

# apt_get ARGUMENT...: one at a time, though suites run side by side, and after what an interrupted installation left
# undone, which apt-get would refuse to go on from. apt-get, and not dpkg: it waits for others on the machine.
apt_get() {
  (
    flock 9
    export DEBIAN_FRONTEND=noninteractive
    [ -z "$(ls -A /var/lib/dpkg/updates)" ] || dpkg --configure -a
    apt-get -o DPkg::Lock::Timeout=600 -y -qq "$@"
  ) 9> /tmp/nativeloss-apt.lock
}
