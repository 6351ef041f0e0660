#!/bin/bash
# packed.sh: proves the packages: projects that restore from artifacts/packages, and from nothing in this repository.
#
#   packed.sh build FOLDER        builds them in FOLDER, outside the repository. Here, before any guest starts.
#   packed.sh run FOLDER RESULTS  runs them, here or in a guest. RESULTS then has NAME.ended for each: exit code and seconds;
#                                and of one with tests to be counted, a folder NAME with PROJECT.trx and PROJECT.ended for each project
#   packed.sh run-unprivileged FOLDER RESULTS  runs here, as an ordinary user, what needs no privileges and no particular kernel: the fresh project with more
#                                frameworks, Servers.Tests of the samples, the container, and the tool
#   packed.sh list                prints the names of what 'run' runs
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

run() { # FOLDER RESULTS NAME COMMAND...
  local began=$SECONDS code=0
  "${@:4}" || code=$?
  echo "$code $((SECONDS - began))" >"$2/$3.ended"
  ((code == 0)) || result=1
}

result=0
case ${1:-}:$# in
  build:2)
    forget_packages
    for name in "${names[@]}" container tool; do
      "$here/$name.sh" build "$2/$name"
    done
    ;;
  run:3)
    for name in "${names[@]}"; do
      run "$2" "$3" "$name" "$here/$name.sh" run "$2/$name" "$3"
    done
    ;;
  run-unprivileged:3)
    run "$2" "$3" fresh-project "$here/as-user.sh" "$here/fresh-project.sh" try "$2/fresh-project" "$3"
    run "$2" "$3" samples "$here/as-user.sh" "$here/samples.sh" run "$2/samples" "$3" Servers.Tests
    run "$2" "$3" container "$here/container.sh" run "$2/container" "$3"
    run "$2" "$3" tool "$here/as-user.sh" "$here/tool.sh" run "$2/tool" "$3"
    ;;
  list:1) printf '%s\n' "${names[@]}" ;;
  *) die "usage: packed.sh build FOLDER | run FOLDER RESULTS | run-unprivileged FOLDER RESULTS | list" ;;
esac
exit "$result"
