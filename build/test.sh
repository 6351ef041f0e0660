#!/bin/bash
# test.sh: builds and packs everything and runs all tests, those that need a kernel that lets them in on such a kernel.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$here/lib/common.sh"
# shellcheck source-path=SCRIPTDIR source=lib/summary.sh
. "$here/lib/summary.sh"

usage() {
  cat <<'USAGE'
usage: test.sh [--kernels LIST] [--filter TEXT]

  --kernels LIST  run the kernel tests in guests with these kernels: names with commas between, 'all' or
                  'none'. Without it they run on this machine's own kernel if that lets them, and otherwise
                  on debian12,errinj-6.12.
  --filter TEXT   only tests whose full name contains TEXT; the packages are not tested then
USAGE
}

kernels='' filter=''
while (($#)); do
  case $1 in
    --kernels | --filter)
      (($# > 1)) || { usage >&2; exit 2; }
      case $1 in
        --kernels) kernels=$2 ;;
        --filter) filter=$2 ;;
      esac
      shift 2
      ;;
    --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done

cd "$here/.."
artifacts=artifacts/test-results
guest_seconds=3600

"$here/setup.sh"
dotnet build Minderbinder.Testing.sln -c Release

assemblies() { # SUFFIX: the built test assemblies of the projects that end in it
  local project name
  for project in tests/*"$1"/; do
    name=$(basename "$project")
    echo "$project""bin/Release/net10.0/$name.dll"
  done
}
mapfile -t anywhere < <(assemblies .Tests)
mapfile -t needs_kernel < <(assemblies .KernelTests)
mapfile -t packed < <("$here/packed.sh" list)

native=''
case $kernels in
  all) kernels=debian12,debian13,errinj-6.1,errinj-6.12 ;;
  none) kernels='' needs_kernel=() packed=() ;;
  '')
    if dotnet tests/Scenarios/bin/Release/net10.0/Scenarios.dll support; then
      native=yes
    else
      kernels=debian12,errinj-6.12
      say "so the kernel tests run in guests: $kernels"
    fi
    ;;
esac
IFS=, read -r -a guests <<<"$kernels"
[[ ! $filter ]] || packed=()

# Fetched or built before the first guest starts: that can take minutes, and is no test's time.
for kernel in "${guests[@]}"; do
  "$here/guest/kernel.sh" "$kernel" >/dev/null
done

trap 'jobs -p | xargs -r kill 2>/dev/null || true; rm -rf "${users:-}"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

"$here/pack.sh" --no-build
users=''
if ((${#packed[@]})); then
  # Outside the repository, and where a guest sees it: not in /tmp.
  users=$(mktemp -d "/var/tmp/minderbinder-users.XXXXXX")
  "$here/packed.sh" build "$users"
fi

rm -rf "$artifacts"
mkdir -p "$artifacts/native"
"$here/run-tests.sh" "$artifacts/native" "$filter" "${anywhere[@]}" || true
for assembly in "${anywhere[@]}"; do
  count_run native "$artifacts/native" "$(basename "$assembly" .dll)"
done

count_kernel() { # KERNEL: what run-on-kernel.sh left
  local assembly name
  for assembly in "${needs_kernel[@]}"; do
    count_run "$1" "$artifacts/$1" "$(basename "$assembly" .dll)"
  done
  for name in "${packed[@]}"; do
    count_packed "$1" "$artifacts/$1" "$name"
  done
}

if [[ $native ]]; then
  "$here/run-on-kernel.sh" "$artifacts/native" "$filter" "$users" "${needs_kernel[@]}" || true
  count_kernel native
fi

# One boot per kernel, and as many guests at a time as there are processors: a guest keeps one busy and no more.
declare -A runs
for kernel in "${guests[@]}"; do
  while (($(jobs -rp | wc -l) >= $(nproc))); do sleep 1; done
  mkdir -p "$artifacts/$kernel"
  setpriv --pdeathsig TERM "$here/guest.sh" --kernel "$kernel" --results "$artifacts/$kernel" --timeout "$guest_seconds" -- \
    "$here/run-on-kernel.sh" "$artifacts/$kernel" "$filter" "$users" "${needs_kernel[@]}" 2>&1 | sed -u "s/^/[$kernel] /" &
  runs[$kernel]=$!
done

for kernel in "${guests[@]}"; do
  code=0
  wait "${runs[$kernel]}" || code=$?
  count_kernel "$kernel"
  # 0 and 1 come from run-on-kernel.sh, and are counted already.
  ((code <= 1)) || count_failure "$kernel" "guest.sh ended with exit code $code"
done

print_summary
((passed + failed)) || die "no test ran"
((failed == 0))
