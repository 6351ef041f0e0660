#!/bin/bash
# packed.sh: proves the packages: projects that restore from artifacts/packages, and from nothing in this repository.
#
#   packed.sh build FOLDER        builds them in FOLDER, outside the repository. Here, before any guest starts.
#   packed.sh run FOLDER RESULTS  runs them, here or in a guest. RESULTS then has NAME.ended for each: exit code and seconds;
#                                and of one with tests to be counted, a folder NAME with PROJECT.trx and PROJECT.ended for each project
#   packed.sh list                prints their names
#
# For each NAME there is a script NAME.sh, which takes 'build FOLDER' and 'run FOLDER RESULTS' likewise.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
repository=$(dirname "$here")
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$here/lib/common.sh"
# shellcheck source-path=SCRIPTDIR source=lib/packages.sh
. "$here/lib/packages.sh"

names=(fresh-project samples)

case ${1:-}:$# in
  build:2)
    forget_packages
    for name in "${names[@]}"; do
      "$here/$name.sh" build "$2/$name"
    done
    ;;
  run:3)
    result=0
    for name in "${names[@]}"; do
      began=$SECONDS code=0
      "$here/$name.sh" run "$2/$name" "$3" || code=$?
      echo "$code $((SECONDS - began))" >"$3/$name.ended"
      ((code == 0)) || result=1
    done
    exit "$result"
    ;;
  list:1) printf '%s\n' "${names[@]}" ;;
  *) die "usage: packed.sh build FOLDER | run FOLDER RESULTS | list" ;;
esac
