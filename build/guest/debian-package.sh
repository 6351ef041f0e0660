#!/bin/bash
# debian-package.sh SUITE PACKAGE FILE [PROCESSOR]: fetches a package of a Debian release into FILE, for amd64 or another processor.
# A package that only depends on the one with the current version in its name is followed to that one.
set -euo pipefail
here=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source-path=SCRIPTDIR source=../lib/common.sh
. "$here/../lib/common.sh"
# shellcheck source-path=SCRIPTDIR source=../lib/debian.sh
. "$here/../lib/debian.sh"

suite=$1 package=$2 file=$3 processor=${4:-amd64}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

say "fetching $package of Debian $suite for $processor"
use_debian "$suite" "$processor" "$scratch"
versioned=$(own_apt apt-cache depends --important "$package" \
  | sed -n "s/^ *Depends: \(${package%-"$processor"}-[0-9].*\)$/\1/p" | head -n 1)
(cd "$scratch/cache" && own_apt apt-get download "${versioned:-$package}") \
  || die "could not fetch $package of $suite"

# Under another name first: a file with the final name is always a whole one.
mv "$scratch"/cache/*.deb "$file.part"
mv "$file.part" "$file"
