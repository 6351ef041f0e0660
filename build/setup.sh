#!/bin/bash
# setup.sh: installs what building needs and this machine lacks, and what tests and guests need if asked. Run again, it does nothing.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$here/lib/common.sh"

usage() {
  cat <<'USAGE'
usage: setup.sh [--tests] [--guests]

Installs the Debian packages that are missing of those that building, build/demo.sh and 'minderbinder' need.

  --tests   also the programs that tests run, servers among them: redis-server and postgresql
  --guests  also QEMU, and what the guest kernels of build/guest.sh take
USAGE
}

packages=(
  clang llvm libbpf-dev libbpf1          # compiling and loading bpf/, and the launcher
  binutils-x86-64-linux-gnu              # linking the launcher, for both processors
  binutils-aarch64-linux-gnu
  gcc libc6-dev                          # the C programs that tests break
  sqlite3                                # what the demo breaks
)
optional=()
while (($#)); do
  case $1 in
    --tests)
      packages+=(curl vim strace python3 procps wget iputils-ping bind9-dnsutils iproute2 util-linux redis-server postgresql crun tmux)
      # Where a distribution lacks one of these, the tests that take it are skipped, and say so.
      optional+=(zsh fish prometheus)
      # For guests with that processor.
      [[ $(uname -m) != x86_64 ]] || packages+=(gcc-aarch64-linux-gnu libc6-dev-arm64-cross)
      shift
      ;;
    --guests) packages+=(qemu-system-x86 qemu-system-arm busybox-static cpio kmod xz-utils zstd util-linux); shift ;;
    --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
if grep -qx 'ID=ubuntu' /etc/os-release; then
  packages+=(linux-tools-common linux-tools-generic)
else
  packages+=(bpftool)
fi

outcome='done'
install_missing "${packages[@]}" || outcome='nothing to do'
for package in "${optional[@]}"; do
  is_installed "$package" || (install_missing "$package") || say "without $package some tests are skipped"
done

# The kernel's headers for the other processor. Since Debian 13 the machine's own package has them.
other=$(other_processor)
triplet=aarch64-linux-gnu
[[ $other == arm64 ]] || triplet=x86_64-linux-gnu
if [[ ! -e /usr/include/$triplet/asm/unistd.h ]]; then
  install_missing "linux-libc-dev-$other-cross" && outcome='done'
fi
"$here/fetch-libbpf.sh" >/dev/null || say "without libbpf for $other all can be built here, but no package made"

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
