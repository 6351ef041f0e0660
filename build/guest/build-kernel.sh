#!/bin/bash
# build-kernel.sh SUITE VERSION FILE: builds the kernel image FILE from Debian's linux-source-VERSION,
# as small as Linux goes plus errinj.config: what distributions with error injection can do, and little else.
# Takes 11 minutes on two cores and 4 GB beside FILE while it runs.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=../lib/common.sh
. "$here/../lib/common.sh"

suite=$1 version=$2 file=$3

install_missing make gcc flex bison bc rsync xz-utils libelf-dev libssl-dev dwarves || true

scratch=$(mktemp -d "$file.build.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

"$here/debian-package.sh" "$suite" "linux-source-$version" "$scratch/source.deb"
dpkg-deb -x "$scratch/source.deb" "$scratch"
tar -C "$scratch" -xf "$scratch/usr/src/linux-source-$version.tar.xz"
cd "$scratch/linux-source-$version"

say "building Linux $version; the log is $scratch/log while it runs"
if ! {
  make tinyconfig
  ./scripts/kconfig/merge_config.sh -m .config "$here/errinj.config"
  make olddefconfig
  make -j "$(nproc)" bzImage
} >"$scratch/log" 2>&1; then
  tail -n 30 "$scratch/log" >&2
  die "could not build Linux $version; the last lines of the log are above"
fi

mv arch/x86/boot/bzImage "$file.part"
mv "$file.part" "$file"
