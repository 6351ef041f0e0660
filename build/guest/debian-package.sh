#!/bin/bash
# debian-package.sh SUITE PACKAGE FILE: fetches a package of a Debian release into FILE.
# A package that only depends on the one with the current version in its name is followed to that one.
#
# apt runs with lists and a state of its own, so the machine's suites, pins and packages stay as they are.
# The mirror is the machine's own, or $MINDERBINDER_DEBIAN_MIRROR.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=../lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib/common.sh"

suite=$1 package=$2 file=$3

mirror=${MINDERBINDER_DEBIAN_MIRROR:-}
if [[ ! $mirror ]]; then
  # shellcheck disable=SC2016 # the $( ) are apt's
  mirror=$(apt-get indextargets --format '$(ORIGIN)/$(LABEL) $(REPO_URI)' 'Created-By: Packages' \
    | sed -n 's|^Debian/Debian ||p' | head -n 1)
fi
[[ $mirror ]] || die "cannot fetch Debian's package $package: apt on this machine knows no Debian mirror." \
  "If it is Debian, run 'apt-get update' once; if not (Ubuntu, say), set MINDERBINDER_DEBIAN_MIRROR to the address of one" \
  "and install debian-archive-keyring."

keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[[ -r $keyring ]] || die "cannot check Debian's signatures: $keyring is missing; install debian-archive-keyring"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch"/{lists,cache,no-parts}
: >"$scratch/status"
echo "deb [arch=amd64 signed-by=$keyring] $mirror $suite main" >"$scratch/sources.list"

own_apt() {
  local command=$1
  shift
  "$command" -qq \
    -o Dir::Etc::SourceList="$scratch/sources.list" -o Dir::Etc::SourceParts="$scratch/no-parts" \
    -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts="$scratch/no-parts" \
    -o Dir::State::Lists="$scratch/lists" -o Dir::State::Status="$scratch/status" -o Dir::Cache="$scratch/cache" \
    -o APT::Architecture=amd64 -o APT::Sandbox::User="$(id -un)" -o Acquire::Languages=none "$@"
}

say "fetching $package of Debian $suite"
own_apt apt-get update -o APT::Update::Error-Mode=any || die "could not read the package lists of $suite at $mirror"
versioned=$(own_apt apt-cache depends --important "$package" \
  | sed -n "s/^ *Depends: \(${package%-amd64}-[0-9].*\)$/\1/p" | head -n 1)
(cd "$scratch/cache" && own_apt apt-get download "${versioned:-$package}") \
  || die "could not fetch $package of $suite from $mirror"

# Under another name first: a file with the final name is always a whole one.
mv "$scratch"/cache/*.deb "$file.part"
mv "$file.part" "$file"
