#!/bin/bash
# as-user.sh COMMAND [ARGUMENT...]: runs a command as an ordinary user: as 'nobody' if this is root, with a home folder that is gone afterwards.
#
# That user has to get at this repository, wherever it lies. Folders around it that are closed to others are opened for this command alone, in
# a mount namespace of its own: an empty folder lies over the first of them, with nothing but the repository in it.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
repository=$(dirname "$here")
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$here/lib/common.sh"

((EUID == 0)) || exec "$@"

user=(setpriv --reuid nobody --regid nogroup --clear-groups --inh-caps=-all --ambient-caps=-all)

first_closed() { # the outermost folder around the repository through which that user does not get
  local folder='' part
  while IFS= read -r -d / part; do
    folder+=${part:+/$part}
    [[ ! $folder ]] || "${user[@]}" test -x "$folder" || { echo "$folder"; return; }
  done <<<"$repository/"
}

if [[ ${1:-} == --inside ]]; then # CLOSED COMMAND...
  closed=$2
  shift 2
  exec {folder}<"$repository"
  mount -t tmpfs -o mode=755 closed "$closed"
  mkdir -p "$repository"
  mount --no-canonicalize --bind "/proc/self/fd/$folder" "$repository"
  exec {folder}<&-
  cd "$repository"
else
  closed=$(first_closed)
  [[ ! $closed ]] || exec unshare --mount --propagation private "$(realpath "$0")" --inside "$closed" "$@"
fi

home=$(mktemp -d /var/tmp/minderbinder-home.XXXXXX)
chown nobody:nogroup "$home"
trap 'rm -rf "$home"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
env "HOME=$home" USER=nobody LOGNAME=nobody "TMPDIR=$home" DOTNET_CLI_TELEMETRY_OPTOUT=1 "${user[@]}" "$@"
