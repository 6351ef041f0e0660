#!/bin/bash
# build-kernel.sh SUITE VERSION PROCESSOR FILE: builds the kernel image FILE for PROCESSOR, x86 or arm64, from Debian's linux-source-VERSION,
# as small as Linux goes plus errinj.config: what distributions with error injection can do, and little else.
# Takes 11 minutes on two cores and 4 GB beside FILE while it runs.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=../lib/common.sh
. "$here/../lib/common.sh"

suite=$1 version=$2 processor=$3 file=$4

compiler='' image=arch/x86/boot/bzImage configs=("$here/errinj.config")
if [[ $processor == arm64 ]]; then
  image=arch/arm64/boot/Image configs+=("$here/errinj-arm64.config")
  [[ $(uname -m) == aarch64 ]] || compiler=aarch64-linux-gnu-
fi

install_missing make gcc flex bison bc rsync xz-utils libelf-dev libssl-dev dwarves ${compiler:+gcc-aarch64-linux-gnu} || true

scratch=$(mktemp -d "$file.build.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

"$here/debian-package.sh" "$suite" "linux-source-$version" "$scratch/source.deb"
dpkg-deb -x "$scratch/source.deb" "$scratch"
tar -C "$scratch" -xf "$scratch/usr/src/linux-source-$version.tar.xz"
cd "$scratch/linux-source-$version"
export ARCH=$processor CROSS_COMPILE=$compiler

say "building Linux $version; the log is $scratch/log while it runs"
if ! {
  make tinyconfig
  ./scripts/kconfig/merge_config.sh -m .config "${configs[@]}"
  make olddefconfig
  make -j "$(nproc)" "${image##*/}"
} >"$scratch/log" 2>&1; then
  tail -n 30 "$scratch/log" >&2
  die "could not build Linux $version; the last lines of the log are above"
fi

mv "$image" "$file.part"
mv "$file.part" "$file"
