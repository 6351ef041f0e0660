#!/bin/bash
# setup.sh: installs what building and testing need and this machine lacks. Run again, it does nothing.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$here/lib/common.sh"

packages=(
  clang llvm libbpf-dev libbpf1                                             # compiling and loading bpf/
  gcc libc6-dev                                                             # the C programs that tests break
  qemu-system-x86 busybox-static cpio kmod iproute2 xz-utils zstd util-linux # guest.sh
  curl vim sqlite3 strace python3 procps wget iputils-ping bind9-dnsutils   # what tests run
)
if grep -qx 'ID=ubuntu' /etc/os-release; then
  packages+=(linux-tools-common linux-tools-generic)
else
  packages+=(bpftool)
fi

outcome='done'
install_missing "${packages[@]}" || outcome='nothing to do'

# Ubuntu's bpftool is a script that wants the one made for the running kernel; any will do here.
if ! bpftool version >/dev/null 2>&1; then
  real=$(find /usr/lib/linux-tools* -name bpftool 2>/dev/null | sort -V | tail -n 1 || true)
  [[ $real ]] || die "bpftool does not run on this machine: try 'bpftool version'"
  say "linking /usr/local/sbin/bpftool to $real"
  as_root ln -sf "$real" /usr/local/sbin/bpftool
fi

dotnet --list-sdks 2>/dev/null | grep -qE '^[1-9][0-9]+\.' \
  || die "no .NET 10 SDK here. Ubuntu has the package dotnet-sdk-10.0; for Debian, Microsoft's page 'Install .NET on" \
    "Debian' adds the feed that has it, or dotnet-install.sh --channel 10.0 puts it into ~/.dotnet (add that to PATH)."

say "$outcome"
