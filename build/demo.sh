#!/bin/bash
# demo.sh: shows what the library does to a real program: samples/Quickstart, on this machine as it is. It takes no
# privileges. Where not even that can be done, or when a kernel is named, it runs in a guest.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$here/lib/common.sh"

usage() {
  cat <<'USAGE'
usage: demo.sh [--kernel NAME]

  --kernel NAME  run in a guest with this kernel: debian12, debian13, errinj-6.1 or errinj-6.12. Without it
                 the demo runs on this machine's own kernel, and only if that cannot be done on debian12.
USAGE
}

kernel=''
while (($#)); do
  case $1 in
    --kernel)
      (($# > 1)) || { usage >&2; exit 2; }
      kernel=$2
      shift 2
      ;;
    --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done

cd "$here/.."
"$here/setup.sh"

say "building"
# The analyzers are for those who change the code, and other processors for packages; they take most of the time.
output=$(dotnet build samples/Quickstart -c Release --nologo -v quiet -p:RunAnalyzers=false -p:OnlyThisMachine=true) || die "samples/Quickstart does not build:"$'\n'"$output"

demo=(dotnet samples/Quickstart/bin/Release/net10.0/Quickstart.dll)
if [[ ! $kernel ]]; then
  code=0
  "${demo[@]}" || code=$?
  # What it ends with where failures cannot be injected at all; it has said why.
  ((code == 3)) || exit "$code"
  kernel=debian12
fi

say "starting a guest with the kernel $kernel; this takes some seconds"
exec "$here/guest.sh" --kernel "$kernel" -- "${demo[@]}"
