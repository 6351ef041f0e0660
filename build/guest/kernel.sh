#!/bin/bash
# kernel.sh NAME: sees to it that the cache holds the guest kernel NAME, and prints the cache's path.
# It then has NAME.bzImage, or for arm64 NAME.Image, and where the kernel comes with modules, NAME.modules.cpio.
#
# MINDERBINDER_KERNELS       the cache; by default minderbinder/kernels in the user's cache folder
# MINDERBINDER_KERNELS_SEED  a folder that may hold ready kernels; they are copied, nothing is written there
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=../lib/common.sh
. "$here/../lib/common.sh"

name=$1
cache=${MINDERBINDER_KERNELS:-${XDG_CACHE_HOME:-$HOME/.cache}/minderbinder/kernels}
seed=${MINDERBINDER_KERNELS_SEED:-}

processor=x86 image=$cache/$name.bzImage
[[ $name != *-arm64 ]] || processor=arm64 image=$cache/$name.Image

stock() { # SUITE: a stock kernel, whose modules come along
  local package=$cache/$name.deb modules=$cache/$name.modules.cpio architecture=${processor/x86/amd64}
  [[ -e $package ]] || "$here/debian-package.sh" "$1" "linux-image-$architecture" "$package" "$architecture"
  # Unpacked again when there is a newer package, or when a guest wants other modules than it did.
  [[ $image -nt $package && $modules -nt $image && $modules -nt $here/pack-modules.sh ]] && return

  say "unpacking $name"
  local tree
  tree=$(mktemp -d "$cache/$name.XXXXXX")
  # shellcheck disable=SC2064 # the folder's name is wanted as it is now
  trap "rm -rf '$tree'" EXIT
  dpkg-deb -x "$package" "$tree"
  # From 6.17 on, the package is in parts, which it depends on.
  local part
  for part in $(dpkg-deb -f "$package" Depends | grep -o 'linux-\(base\|binary\|modules\)-[^ ]*-amd64'); do
    "$here/debian-package.sh" "$1" "$part" "$tree/$part.deb"
    dpkg-deb -x "$tree/$part.deb" "$tree"
  done
  cp "$(compgen -G "$tree/boot/vmlinuz-*" || compgen -G "$tree/usr/lib/modules/*/vmlinuz")" "$image.part"
  mv "$image.part" "$image"
  "$here/pack-modules.sh" "$tree" "$modules"
}

built() { # SUITE VERSION: a kernel of our own, without modules
  [[ -e $image ]] || "$here/build-kernel.sh" "$1" "$2" "$image"
}

mkdir -p "$cache"
# Two guests may start at once.
exec {lock}>"$cache/$name.lock"
flock "$lock"

for ready in "$seed/$name".{deb,bzImage,Image}; do
  target=$cache/${ready##*/}
  if [[ $seed && -e $ready && ! -e $target ]]; then
    cp "$ready" "$target.part"
    mv "$target.part" "$target"
  fi
done

case $name in
  debian12 | debian12-arm64) stock bookworm ;;
  debian13 | debian13-arm64) stock trixie ;;
  debian13-backports) stock trixie-backports ;;
  errinj-6.1) built bookworm 6.1 ;;
  errinj-6.12) built trixie 6.12 ;;
  *) die "no guest kernel is called '$name'; there are debian12, debian13, debian13-backports, errinj-6.1, errinj-6.12," \
    "debian12-arm64, debian13-arm64" ;;
esac >&2

echo "$cache"
