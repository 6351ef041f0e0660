#!/bin/bash
# bundle-libbpf.sh FOLDER: copies libbpf.so.1, and the libraries it needs beyond the C library, as they are: this machine's into
# FOLDER/PROCESSOR, and for the other processor those that fetch-libbpf.sh has fetched, if it has. PROCESSOR is x64 or arm64.
# FOLDER/THIRD-PARTY-NOTICES.txt then says what they are, where dpkg knows it of this machine's.
set -euo pipefail
here=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$here/lib/common.sh"

folder=$1
# The order in which the library loads them (Native/BundledLibBpf.cs): each after those that it needs.
known=(libz.so.1 libzstd.so.1 libelf.so.1 libbpf.so.1)
# Part of every glibc.
libc='^(libc\.so\.6|ld-linux-x86-64\.so\.2|ld-linux-aarch64\.so\.1|lib(pthread|dl|m|rt)\.so\.[0-9]+)$'
other=$(other_processor)
fetched=${XDG_CACHE_HOME:-$HOME/.cache}/minderbinder/libbpf-bookworm-$other

path_of() { # SONAME: where this machine has it
  local path abi=x86-64
  [[ $other == arm64 ]] || abi=AArch64
  path=$(ldconfig -p | sed -n "s|^\t$1 (libc6,$abi.*) => ||p" | head -n 1)
  [[ $path ]] || die "$1 is not on this machine: apt-get install libbpf-dev (or run build/setup.sh)"
  realpath "$path"
}

fetched_path_of() { # SONAME
  local found
  found=$(find "$fetched"/*/ -name "$1" -path "*-linux-gnu/$1" | head -n 1)
  [[ $found ]] || die "$1 is not among the packages in $fetched: delete that, and run build/setup.sh"
  realpath "$found"
}

needed_by() { # PATH: sonames, the C library's left out
  readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | grep -vE "$libc" || true
}

# What has not changed keeps its time, so that nothing is built again for it.
update() { cmp -s "$1" "$2" || install -m 644 "$1" "$2"; }

# Copies libbpf and what it needs into a folder. $paths then has where each is from.
bundle() { # FOLDER FINDER
  local name wanted=(libbpf.so.1)
  paths=()
  while ((${#wanted[@]})); do
    name=${wanted[0]}
    wanted=("${wanted[@]:1}")
    [[ ! ${paths[$name]:-} ]] || continue
    [[ " ${known[*]} " == *" $name "* ]] || die "libbpf needs $name here, which the library does not know of: add it in $0 and in Native/BundledLibBpf.cs"
    paths[$name]=$("$2" "$name")
    mapfile -t -O "${#wanted[@]}" wanted < <(needed_by "${paths[$name]}")
  done

  bundled=()
  for name in "${known[@]}"; do [[ ! ${paths[$name]:-} ]] || bundled+=("$name"); done
  mkdir -p "$1"
  for name in "${bundled[@]}"; do
    update "${paths[$name]}" "$1/$name"
  done
}

package_of() { # SONAME: the Debian package it is from, which may still list it under /lib
  local path=${paths[$1]} found
  found=$(dpkg-query --search "$path" 2>/dev/null || dpkg-query --search "${path#/usr}" 2>/dev/null) \
    || die "$path belongs to no Debian package, so its licence is unknown; pack on Debian or Ubuntu"
  echo "${found%%: /*}"
}

description_of() { # SONAME
  # shellcheck disable=SC2016 # the ${ } are dpkg's
  dpkg-query --show --showformat '${binary:Package} ${Version}, source ${source:Package} ${source:Version}\n' "$(package_of "$1")"
}

fetched_description_of() { # SONAME
  local package=${paths[$1]#"$(realpath "$fetched")/"}
  cat "$fetched/${package%%/*}/description"
}

describe() { # FOLDER DESCRIBER: what was bundled last
  local name glibc
  # Newest version of a glibc symbol that any of them asks for.
  glibc=$(for path in "${paths[@]}"; do readelf -V --wide "$path"; done | grep -o 'GLIBC_[0-9.]*' | sort -uV | tail -n 1)
  printf 'In %s, for %s or later:\n\n' "$1" "${glibc/_/ }"
  for name in "${bundled[@]}"; do
    echo "$name from $("$2" "$name")"
    echo "    SHA-256 $(sha256sum "${paths[$name]}" | cut -d ' ' -f 1)"
  done
  echo
}

licence_of() { # SONAME
  local package
  package=$(package_of "$1")
  printf '\n%s\n%s: the copyright file of its Debian package\n%s\n\n' "$rule" "$1" "$rule"
  cat "/usr/share/doc/${package%%:*}/copyright"
}

key_of() { # Debian's name of a processor: the one in runtime identifiers
  [[ $1 == amd64 ]] && echo x64 || echo "$1"
}

declare -A paths
rule=$(printf '=%.0s' {1..100})
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Of one package, so the licences of this machine's hold for both.
if [[ -d $fetched ]]; then
  bundle "$folder/$(key_of "$other")" fetched_path_of
  describe "runtimes/linux-$(key_of "$other")/native" fetched_description_of >"$scratch/fetched"
fi
own=x64
[[ $other == arm64 ]] || own=arm64
bundle "$folder/$own" path_of

if ! command -v dpkg-query >/dev/null; then
  rm -f "$folder/THIRD-PARTY-NOTICES.txt"
  exit
fi
{
  printf 'This package contains these libraries, unchanged, as Debian distributes them.\n\n'
  describe "runtimes/linux-$own/native" description_of
  [[ ! -e $scratch/fetched ]] || cat "$scratch/fetched"
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
} >"$scratch/notices"
update "$scratch/notices" "$folder/THIRD-PARTY-NOTICES.txt"
