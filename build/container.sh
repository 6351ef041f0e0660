#!/bin/bash
# container.sh: tests in a container as container runtimes make it for a user without privileges: namespaces of its own, no capabilities,
# no_new_privs, and Podman's default seccomp profile as far as Docker's goes.
#
#   container.sh build FOLDER        fetches the profile
#   container.sh run FOLDER RESULTS  runs Servers.Tests of the samples, built in FOLDER/../samples, in the container. RESULTS/container then has
#                                    Servers.Tests.trx, unless it crashed, and Servers.Tests.ended, its exit code and the seconds it took
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$here/lib/common.sh"

build() { # FOLDER
  mkdir -p "$1"
  # Podman's; make-bundle.py takes out what Docker's has not.
  "$here/guest/debian-package.sh" bookworm golang-github-containers-common "$1/profiles.deb"
  dpkg-deb --fsys-tarfile "$1/profiles.deb" | tar -x -C "$1" --strip-components 4 ./usr/share/containers/seccomp.json
}

run() { # FOLDER RESULTS
  if [[ -d /sys/fs/cgroup/unified ]]; then
    # crun takes no mixture of both versions of control groups. In a mount namespace of its own it sees the newer alone.
    as_root env "PATH=$PATH" unshare --mount --propagation private bash -c 'mount -t cgroup2 cgroup2 /sys/fs/cgroup && exec "$@"' bash \
      "$here/as-user.sh" "$(realpath "$0")" inside "$1" "$2"
  else
    "$here/as-user.sh" "$(realpath "$0")" inside "$1" "$2"
  fi
}

inside() { # FOLDER RESULTS: as the user
  local began=$SECONDS code=0 bundle
  mkdir -p "$2/container"
  bundle=$(mktemp -d)
  cd "$bundle"
  crun spec --rootless
  "$here/container/make-bundle.py" "$1/seccomp.json" "$(realpath "$1/../samples")" "$2/container"
  XDG_RUNTIME_DIR=$bundle crun --cgroup-manager=disabled run "minderbinder-$$" || code=$?
  echo "$code $((SECONDS - began))" >"$2/container/Servers.Tests.ended"
  rm -rf "$bundle"
  return "$code"
}

case ${1:-}:$# in
  build:2) build "$2" ;;
  run:3) run "$(realpath "$2")" "$(realpath "$3")" ;;
  inside:3) inside "$2" "$3" ;;
  *) die "usage: container.sh build FOLDER | run FOLDER RESULTS" ;;
esac
