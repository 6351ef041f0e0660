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

"$here/setup.sh" --tests
dotnet build Minderbinder.Testing.sln -c Release

assemblies() { # SUFFIX: the built test assemblies of the projects that end in it
  local project name
  for project in tests/*"$1"/; do
    name=$(basename "$project")
    echo "$project""bin/Release/net10.0/$name.dll"
  done
}
mapfile -t anywhere < <(assemblies .Tests | grep -v Frameworks)
mapfile -t frameworks < <(assemblies .Frameworks.Tests)
mapfile -t frameworks_kernel < <(assemblies .Frameworks.KernelTests)
kernel_tests=tests/Minderbinder.Testing.KernelTests/bin/Release/net10.0/Minderbinder.Testing.KernelTests.dll
mapfile -t packed < <("$here/packed.sh" list)

# 0: all kinds of failures can be injected here, 1: those of launched processes by seccomp, 2: none.
support=0
dotnet tests/Scenarios/bin/Release/net10.0/Scenarios.dll support || support=$?
native='' few='' named=$kernels
case $kernels in
  all) kernels=debian12,debian13,errinj-6.1,errinj-6.12,debian13-arm64 few=yes ;;
  none) kernels='' packed=() ;;
  '')
    if ((support == 0)); then
      native=yes
    else
      kernels=debian12,errinj-6.12
      say "so what takes programs in the kernel runs in guests: $kernels"
    fi
    ;;
esac
IFS=, read -r -a guests <<<"$kernels"

# Of guests that nobody has named, one runs the adapters' tests and another what the packages are for: both take minutes, and the kernel tests
# run on each.
frameworks_on=${kernels:-native} packed_on=${kernels:-native}
if [[ $kernels && ! $named ]]; then
  frameworks_on=${guests[0]} packed_on=${guests[1]}
fi
[[ ! $filter ]] || packed=()

trap 'jobs -p | xargs -r kill 2>/dev/null || true; rm -rf "${users:-}"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

rm -rf "$artifacts"
mkdir -p "$artifacts/native"

count_native() { # ASSEMBLY...: runs them here and counts them
  local assembly
  "$here/run-tests.sh" "$artifacts/native" "$filter" "$@" || true
  for assembly in "$@"; do
    count_run native "$artifacts/native" "$(basename "$assembly" .dll)"
  done
}

run_launched() { # WHO COMMAND...: the kernel tests by seccomp, run by COMMAND
  local folder="$artifacts/native-${1// /-}"
  mkdir -p "$folder"
  [[ $1 != user ]] || ((EUID)) || chown nobody "$folder"
  "${@:2}" "$here/run-tests.sh" --launched "$(realpath "$folder")" "$filter" "$kernel_tests" || true
  count_run "native, $1" "$folder" "$(basename "$kernel_tests" .dll)"
}

# What runs natively comes first, for it is quick: failures by seccomp for an ordinary user, the unit tests, and failures by seccomp for others.
((support == 2)) || run_launched user "$here/as-user.sh"
count_native "${anywhere[@]}"
coverage=''
if [[ ! $filter ]]; then
  # Nothing fails for it, and no more than a line tells of it.
  coverage=$("$here/coverage.sh") || coverage='coverage was not measured'
fi
if ((support < 2 && EUID == 0)); then
  run_launched root env
  run_launched 'no caps' setpriv --bounding-set=-all --inh-caps=-all
fi
print_table
say "so far what runs natively within minutes; the rest takes longer"

"$here/pack.sh" --no-build
users=''
if ((${#packed[@]})); then
  # Outside the repository, where a guest sees it, so not in /tmp, and where every user gets at it.
  users=$(mktemp -d "/var/tmp/minderbinder-users.XXXXXX")
  chmod 755 "$users"
  "$here/packed.sh" build "$users"
fi

# A guest with another processor than this machine's has no SDK, which the adapters' tests and what the packages are for take.
is_foreign() { # KERNEL
  [[ $1 == *-arm64 && $(uname -m) != aarch64 ]]
}

plan_kernel() { # KERNEL: sets what runs there: test assemblies, all or few of their tests, and the folder of what the packages are for
  runs_assemblies=("$kernel_tests") runs_packed='' runs_few=()
  [[ ! $few || $1 != *-arm64 ]] || runs_few=(--few)
  ! is_foreign "$1" || return 0
  [[ ,$frameworks_on, != *",$1,"* ]] || runs_assemblies+=("${frameworks_kernel[@]}")
  [[ ,$packed_on, != *",$1,"* ]] || runs_packed=$users
}

count_kernel() { # KERNEL: what run-on-kernel.sh left
  local assembly name
  plan_kernel "$1"
  for assembly in "${runs_assemblies[@]}"; do
    count_run "$1" "$artifacts/$1" "$(basename "$assembly" .dll)"
  done
  count_run "$1, user" "$artifacts/$1/user" "$(basename "$kernel_tests" .dll)"
  [[ $runs_packed ]] || return 0
  for name in "${packed[@]}"; do
    count_packed "$1" "$artifacts/$1" "$name"
  done
}

if [[ ! $filter ]] && ((support < 2)); then
  # The sample for OpenTelemetry, as docs/metrics.md has it; the other snippets are for reading.
  "$here/run-tests.sh" "$artifacts/native" Metrics.OpenTelemetry tests/Snippets/bin/Release/net10.0/Snippets.dll || true
  count_run native "$artifacts/native" Snippets
  # Tests in other languages, as docs/fsharp-and-visual-basic.md has them.
  count_native tests/Languages/{FSharp/bin/Release/net10.0/FSharp,VisualBasic/bin/Release/net10.0/VisualBasic}.dll
fi

count_native "${frameworks[@]}"
if ((support == 1)); then
  count_native "${frameworks_kernel[@]}"
fi
if [[ $users ]] && ((support < 2)); then
  # Programs as they are, a container, and the tool, for a user without any privilege.
  "$here/packed.sh" run-unprivileged "$users" "$artifacts/native-user" || true
  for name in fresh-project samples container tool; do
    count_packed 'native, user' "$artifacts/native-user" "$name"
  done
fi

if [[ $native ]]; then
  plan_kernel native
  "$here/run-on-kernel.sh" "$artifacts/native" "$filter" "$runs_packed" "${runs_assemblies[@]}" || true
  count_kernel native
fi

# Fetched or built before the first guest starts: that can take minutes, and is no test's time.
((!${#guests[@]})) || "$here/setup.sh" --guests
for kernel in "${guests[@]}"; do
  "$here/guest/kernel.sh" "$kernel" >/dev/null
  ! is_foreign "$kernel" || "$here/guest/root.sh" arm64 >/dev/null
done

# One boot per kernel, and as many guests at a time as there are processors: a guest keeps one busy and no more.
declare -A runs
for kernel in "${guests[@]}"; do
  while (($(jobs -rp | wc -l) >= $(nproc))); do sleep 1; done
  mkdir -p "$artifacts/$kernel"
  plan_kernel "$kernel"
  setpriv --pdeathsig TERM "$here/guest.sh" --kernel "$kernel" --results "$artifacts/$kernel" --timeout "$guest_seconds" -- \
    "$here/run-on-kernel.sh" "${runs_few[@]}" "$artifacts/$kernel" "$filter" "$runs_packed" "${runs_assemblies[@]}" 2>&1 | sed -u "s/^/[$kernel] /" &
  runs[$kernel]=$!
done

for kernel in "${guests[@]}"; do
  code=0
  wait "${runs[$kernel]}" || code=$?
  count_kernel "$kernel"
  # 0 and 1 come from run-on-kernel.sh, and are counted already.
  ((code <= 1)) || count_failure "$kernel" "guest.sh ended with exit code $code"
done

print_summary "$coverage"
((passed + failed)) || die "no test ran"
((failed == 0))
