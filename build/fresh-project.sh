#!/bin/bash
# fresh-project.sh: a test project as a user begins one: 'dotnet new', 'dotnet add package', one file of tests with attributes; and the tool beside it.
#
#   fresh-project.sh build FOLDER        makes and builds it; FOLDER lies outside the repository, so nothing of that applies to it
#   fresh-project.sh run FOLDER RESULTS  runs both where libbpf, clang and kernel headers cannot be found, and checks that one
#                                        test passes and the other fails as it should
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
repository=$(dirname "$here")
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$here/lib/common.sh"
# shellcheck source-path=SCRIPTDIR source=lib/packages.sh
. "$here/lib/packages.sh"

build() { # FOLDER
  use_own_cache
  rm -rf "$1"
  mkdir -p "$1"
  cd "$1"
  cat >nuget.config <<CONFIG
<configuration>
  <packageSources>
    <add key="packed" value="$feed" />
  </packageSources>
</configuration>
CONFIG
  # NuGet takes the next version where the one that the template wants is not to be had.
  quietly dotnet new xunit --no-restore --name OrderService.Tests --output .
  rm UnitTest1.cs
  cp "$here"/fresh-project/*.cs .
  quietly dotnet add package Minderbinder.Testing.Xunit --version "$(package_version)"
  quietly dotnet build -c Release
  quietly dotnet tool install Minderbinder.Tool --tool-path tool --version "$(package_version)"
}

quietly() { # COMMAND...
  local output
  output=$("$@" 2>&1) || die "the fresh project: '$*' failed:"$'\n'"$output"
}

hide() { # in a mount namespace of our own, so the machine keeps what it has
  local path
  for path in /usr/lib/x86_64-linux-gnu/lib{bpf,elf,z}.so* /usr/bin/clang* /usr/sbin/bpftool; do
    [[ ! -e $path ]] || mount --bind /dev/null "$(realpath "$path")"
  done
  for path in /usr/include /usr/src /usr/lib/llvm-*; do
    [[ ! -d $path ]] || mount -t tmpfs none "$path"
  done
  ! python3 -c 'import ctypes; ctypes.CDLL("libbpf.so.1")' 2>/dev/null || die "libbpf is not hidden"
  ! clang --version 2>/dev/null || die "clang is not hidden"
  [[ ! -e /usr/include/linux ]] || die "the kernel's headers are not hidden"
}

outcome_of() { # TEST FILE
  sed -n "s/.*<UnitTestResult .*testName=\"[^\"]*\.$1\".* outcome=\"\([A-Za-z]*\)\".*/\1/p" "$2"
}

check() { # FOLDER RESULTS
  local trx=$2/fresh-project.trx report able
  hide
  report=$("$1/tool/minderbinder" doctor) || die "the tool says that this kernel does not do:"$'\n'"$report"
  [[ -e /sys/kernel/debug/error_injection/list ]] && able=ok || able=no
  [[ $report == *"ok  security hooks "* && $report == *"$able  any system call "* ]] \
    || die "the tool is wrong about this kernel:"$'\n'"$report"
  # An emulated machine takes longer than the 90 seconds that are meant for the test host's start.
  export VSTEST_CONNECTION_TIMEOUT=900
  # Exit code 1, for one of its tests fails.
  dotnet test "$1/bin/Release/net10.0/OrderService.Tests.dll" --results-directory "$2" --logger "trx;LogFileName=fresh-project.trx" || true
  [[ -e $trx ]] || die "the fresh project gave no results"
  [[ $(outcome_of A_full_disk_is_reported "$trx") == Passed ]] || die "the fresh project's good test did not pass"
  [[ $(outcome_of A_disk_that_is_never_asked_shows_nothing "$trx") == Failed ]] || die "the fresh project's bad test did not fail"
  grep -q "was never injected: mkdir was never called" "$trx" || die "the fresh project's bad test did not fail for the right reason"
  say "one test passed, the other failed as it should"
}

case ${1:-}:$# in
  build:2) build "$2" ;;
  run:3) as_root env "PATH=$PATH" "HOME=$HOME" unshare --mount --propagation private "$(realpath "$0")" check "$2" "$3" ;;
  check:3) check "$2" "$3" ;;
  *) die "usage: fresh-project.sh build FOLDER | run FOLDER RESULTS" ;;
esac
