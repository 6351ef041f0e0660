#!/bin/bash
# samples.sh: the tests in samples/, which are written as a user of the packages writes them.
#
#   samples.sh build FOLDER        builds a copy in FOLDER; FOLDER lies outside the repository, so nothing of that applies to it
#   samples.sh run FOLDER RESULTS [PROJECT...]  runs those that take programs in the kernel, or PROJECT... RESULTS/samples then has for each project PROJECT.trx, unless it crashed, and
#                                  PROJECT.ended, its exit code and the seconds it took
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
repository=$(dirname "$here")
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$here/lib/common.sh"
# shellcheck source-path=SCRIPTDIR source=lib/packages.sh
. "$here/lib/packages.sh"

projects=(OrderService.ComponentTests OrderService.NUnitTests Scripts.Tests)

build() { # FOLDER
  local output
  use_own_cache
  rm -rf "$1"
  mkdir -p "$1"
  # Without what was built in place, which would be taken for up to date.
  tar -c -C "$repository/samples" --exclude=bin --exclude=obj --exclude=Quickstart . | tar -x -C "$1"
  cat >"$1/nuget.config" <<CONFIG
<configuration>
  <packageSources>
    <add key="packed" value="$feed" />
  </packageSources>
</configuration>
CONFIG
  output=$(cd "$1" && dotnet build -c Release -p:MinderbinderVersion="$(package_version)" 2>&1) \
    || die "the samples cannot be built:"$'\n'"$output"
}

run_tests() { # PROJECT ASSEMBLY RESULTS
  if [[ -e $(dirname "$2")/xunit.v3.core.dll ]]; then # the tests of xUnit v3 are a program, and need no test host
    dotnet "$2" -noLogo -noColor -parallel none -trx "$3/$1.trx"
  else
    dotnet test "$2" --results-directory "$3" --logger "trx;LogFileName=$1.trx"
  fi
}

run() { # FOLDER RESULTS [PROJECT...]
  local project began code result=0
  (($# == 2)) || projects=("${@:3}")
  mkdir -p "$2/samples"
  # On a kernel where failures can be injected, none of these tests may be skipped.
  export MINDERBINDER_UNSUPPORTED=fail
  # An emulated machine takes longer than the 90 seconds that are meant for the test host's start.
  export VSTEST_CONNECTION_TIMEOUT=900
  for project in "${projects[@]}"; do
    began=$SECONDS code=0
    run_tests "$project" "$1/$project/bin/Release/net10.0/$project.dll" "$2/samples" || code=$?
    echo "$code $((SECONDS - began))" >"$2/samples/$project.ended"
    ((code == 0)) || result=1
  done
  return "$result"
}

case ${1:-}:$# in
  build:2) build "$2" ;;
  run:[3-9]) run "${@:2}" ;;
  *) die "usage: samples.sh build FOLDER | run FOLDER RESULTS [PROJECT...]" ;;
esac
