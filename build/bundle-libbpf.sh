#!/bin/bash
# bundle-libbpf.sh FOLDER: copies libbpf.so.1 of this machine, and the libraries it needs beyond the C library, into
# FOLDER/native as they are, and writes FOLDER/THIRD-PARTY-NOTICES.txt about them, where dpkg knows what they are.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

folder=$1
# The order in which the library loads them (Native/BundledLibBpf.cs): each after those that it needs.
known=(libz.so.1 libzstd.so.1 libelf.so.1 libbpf.so.1)
# Part of every glibc.
libc='^(libc\.so\.6|ld-linux-x86-64\.so\.2|lib(pthread|dl|m|rt)\.so\.[0-9]+)$'

path_of() { # SONAME: where this machine has it
  local path
  path=$(ldconfig -p | sed -n "s|^\t$1 (libc6,x86-64.*) => ||p" | head -n 1)
  [[ $path ]] || die "$1 is not on this machine: apt-get install libbpf-dev (or run build/setup.sh)"
  realpath "$path"
}

needed_by() { # PATH: sonames, the C library's left out
  readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | grep -vE "$libc" || true
}

declare -A paths
wanted=(libbpf.so.1)
while ((${#wanted[@]})); do
  name=${wanted[0]}
  wanted=("${wanted[@]:1}")
  [[ ! ${paths[$name]:-} ]] || continue
  [[ " ${known[*]} " == *" $name "* ]] || die "libbpf needs $name here, which the library does not know of: add it in $0 and in Native/BundledLibBpf.cs"
  paths[$name]=$(path_of "$name")
  mapfile -t -O "${#wanted[@]}" wanted < <(needed_by "${paths[$name]}")
done

bundled=()
for name in "${known[@]}"; do [[ ! ${paths[$name]:-} ]] || bundled+=("$name"); done

# What has not changed keeps its time, so that nothing is built again for it.
update() { cmp -s "$1" "$2" || install -m 644 "$1" "$2"; }
mkdir -p "$folder/native"
for name in "${bundled[@]}"; do
  update "${paths[$name]}" "$folder/native/$name"
done

if ! command -v dpkg-query >/dev/null; then
  rm -f "$folder/THIRD-PARTY-NOTICES.txt"
  exit
fi

# Newest version of a glibc symbol that any of them asks for.
glibc=$(for path in "${paths[@]}"; do readelf -V --wide "$path"; done | grep -o 'GLIBC_[0-9.]*' | sort -uV | tail -n 1)

package_of() { # SONAME: the Debian package it is from, which may still list it under /lib
  local path=${paths[$1]} found
  found=$(dpkg-query --search "$path" 2>/dev/null || dpkg-query --search "${path#/usr}" 2>/dev/null) \
    || die "$path belongs to no Debian package, so its licence is unknown; pack on Debian or Ubuntu"
  echo "${found%%: /*}"
}

describe() { # SONAME
  # shellcheck disable=SC2016 # the ${ } are dpkg's
  dpkg-query --show --showformat \
    "$1"' from ${binary:Package} ${Version}, source ${source:Package} ${source:Version}\n' "$(package_of "$1")"
  echo "    SHA-256 $(sha256sum "${paths[$1]}" | cut -d ' ' -f 1)"
}

licence_of() { # SONAME
  local package
  package=$(package_of "$1")
  printf '\n%s\n%s: the copyright file of its Debian package\n%s\n\n' "$rule" "$1" "$rule"
  cat "/usr/share/doc/${package%%:*}/copyright"
}

rule=$(printf '=%.0s' {1..100})
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
{
  cat <<NOTICES
This package contains these libraries, unchanged, as Debian distributes them. They need ${glibc/_/ } or later.

NOTICES
  for name in "${bundled[@]}"; do describe "$name"; done
  cat <<'NOTICES'

libbpf is used under the BSD-2-Clause licence, zlib under the zlib licence, libelf under the GNU Lesser General Public
License, version 3 or later; you may replace any of them by another build of the same name. Their sources: 'apt-get source'
with the source package and version above, or Debian's archive of snapshots.
NOTICES
  for name in "${bundled[@]}"; do licence_of "$name"; done
  for text in LGPL-3 GPL-3; do
    printf '\n%s\n%s\n%s\n\n' "$rule" "$text" "$rule"
    cat "/usr/share/common-licenses/$text"
  done
} >"$scratch/THIRD-PARTY-NOTICES.txt"
update "$scratch/THIRD-PARTY-NOTICES.txt" "$folder/THIRD-PARTY-NOTICES.txt"
