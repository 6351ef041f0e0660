#!/bin/bash
# root.sh PROCESSOR: sees to it that the cache holds the programs of a Debian for another processor than this machine's, and prints their
# folder. A guest lays them over this machine's files. They are unpacked, not installed: nothing of them has ever run.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=../lib/common.sh
. "$here/../lib/common.sh"
# shellcheck source-path=SCRIPTDIR source=../lib/debian.sh
. "$here/../lib/debian.sh"

processor=$1
cache=${MINDERBINDER_KERNELS:-${XDG_CACHE_HOME:-$HOME/.cache}/minderbinder/kernels}
root=$cache/root-$processor

packages=(
  base-files base-passwd bash dash busybox-static coreutils diffutils findutils grep hostname libc-bin mawk mount procps sed tar util-linux # a machine
  libgcc-s1 libicu76 libssl3t64 libstdc++6 zlib1g                                                                                       # .NET
  bpftool curl iproute2 iputils-ping bind9-dnsutils netbase python3 redis-server sqlite3 strace wget                                     # what tests run
)

mkdir -p "$cache"
exec {lock}>"$root.lock"
flock "$lock"
made_by=$(cat "$here/root.sh" "$here/dotnet.sh" "$here/dotnet.c" | sha256sum)
if [[ $(cat "$root.made-by" 2>/dev/null) != "$made_by" ]]; then
  scratch=$(mktemp -d "$root.XXXXXX")
  trap 'rm -rf "$scratch"' EXIT
  say "fetching the programs of Debian trixie for $processor" >&2
  use_debian trixie "$processor" "$scratch"
  own_apt apt-get install --yes --no-install-recommends --download-only "${packages[@]}" >&2 || die "could not fetch the programs of a guest"

  # base-files first: it has the links from /bin to /usr/bin and so on.
  mkdir "$scratch/root"
  for package in "$scratch"/cache/archives/base-files_*.deb "$scratch"/cache/archives/*.deb; do
    dpkg-deb --fsys-tarfile "$package" | tar --extract --keep-directory-symlink --no-same-owner --directory "$scratch/root"
  done

  # What the packages' scripts would do.
  ln -sf mawk "$scratch/root/usr/bin/awk"
  cp "$scratch"/root/usr/share/base-passwd/passwd.master "$scratch/root/etc/passwd"
  cp "$scratch"/root/usr/share/base-passwd/group.master "$scratch/root/etc/group"
  echo 127.0.0.1 localhost >"$scratch/root/etc/hosts"
  : >"$scratch/root/etc/ld.so.cache" # this machine's is for its own libraries

  "$here/dotnet.sh" "$processor" "$scratch/root" >&2
  rm -rf "$root"
  mv "$scratch/root" "$root"
  echo "$made_by" >"$root.made-by"
fi

echo "$root"
