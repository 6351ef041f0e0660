#!/bin/bash
# fetch-libbpf.sh: fetches Debian's libbpf for the other processor, and the libraries that it needs, for bundle-libbpf.sh: unpacked, in the
# user's cache folder, a folder for each package. It prints that folder. Run again, it does nothing.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$here/lib/common.sh"
# shellcheck source-path=SCRIPTDIR source=lib/debian.sh
. "$here/lib/debian.sh"

# The release that the project is packed on, whatever this machine has.
suite=bookworm
processor=$(other_processor)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/minderbinder
folder=$cache/libbpf-$suite-$processor

if [[ ! -d $folder ]]; then
  mkdir -p "$cache"
  scratch=$(mktemp -d "$folder.XXXXXX")
  trap 'rm -rf "$scratch"' EXIT
  say "fetching libbpf of Debian $suite for $processor"
  use_debian "$suite" "$processor" "$scratch"
  own_apt apt-get install --yes --no-install-recommends --download-only libbpf1 >&2 || die "could not fetch libbpf1 of $suite for $processor"
  mkdir "$scratch/packages"
  for package in "$scratch"/cache/archives/*.deb; do
    name=$(dpkg-deb --field "$package" Package)
    dpkg-deb --extract "$package" "$scratch/packages/$name"
    # shellcheck disable=SC2016 # the ${ } are dpkg's
    dpkg-deb --show --showformat \
      '${Package}:${Architecture} ${Version}, source ${source:Package} ${source:Version}\n' "$package" >"$scratch/packages/$name/description"
  done
  mv "$scratch/packages" "$folder"
fi

echo "$folder"
