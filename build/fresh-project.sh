#!/bin/bash
# fresh-project.sh: test projects as users begin them, for each test framework: 'dotnet new', the line of docs/first-test.md that adds the package, word
# for word, and one file of tests with attributes; and the tool beside them.
#
#   fresh-project.sh build FOLDER        makes and builds them; FOLDER lies outside the repository, so nothing of that applies to them
#   fresh-project.sh run FOLDER RESULTS  runs all where libbpf, clang and kernel headers cannot be found, and checks that of each project one
#                                        test passes and the other fails as it should
#   fresh-project.sh try FOLDER RESULTS  the same for the tests alone, as whoever calls it and on this kernel; with more frameworks, and also by
#                                        Microsoft.Testing.Platform, for which those projects are programs
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
repository=$(dirname "$here")
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$here/lib/common.sh"
# shellcheck source-path=SCRIPTDIR source=lib/packages.sh
. "$here/lib/packages.sh"

frameworks=(Xunit XunitV3 NUnit)
# Run natively only: a test host takes long on an emulated processor.
more=(MSTest TUnit)

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
  local framework
  for framework in "${frameworks[@]}" "${more[@]}"; do
    begin "$framework" "$1/$framework"
  done
  cd "$1"
  quietly dotnet tool install Minderbinder.Tool --tool-path tool --version "$(package_version)"
}

begin() { # FRAMEWORK FOLDER
  local line
  # The first such line of the page is the one in its table.
  line=$(grep -o -m 1 "dotnet add package Minderbinder.Testing.$1 [^\`]*" "$repository/docs/first-test.md") || die "docs/first-test.md has no line for $1"
  mkdir "$2"
  cd "$2"
  # NuGet takes the next version where the one that the template wants is not to be had.
  case $1 in
    Xunit) quietly dotnet new xunit --no-restore --name OrderService.Tests --output . ;;
    XunitV3)
      quietly dotnet new xunit --no-restore --name OrderService.Tests --output .
      quietly dotnet remove package xunit
      let_run_by_itself UseMicrosoftTestingPlatformRunner
      # The newest, as who begins today gets it.
      quietly dotnet add package xunit.v3
      ;;
    NUnit)
      quietly dotnet new nunit --no-restore --name OrderService.Tests --output .
      let_run_by_itself EnableNUnitRunner
      quietly dotnet add package NUnit3TestAdapter
      ;;
    MSTest)
      quietly dotnet new mstest --no-restore --name OrderService.Tests --output .
      quietly dotnet remove package MSTest
      let_run_by_itself EnableMSTestRunner
      quietly dotnet add package Microsoft.NET.Test.Sdk
      quietly dotnet add package MSTest.TestFramework
      quietly dotnet add package MSTest.TestAdapter
      ;;
    TUnit) # has no template in the SDK
      quietly dotnet new console --no-restore --name OrderService.Tests --output .
      quietly dotnet add package TUnit.Core
      quietly dotnet add package TUnit.Engine
      ;;
  esac
  rm -f UnitTest1.cs Test1.cs Program.cs
  cp "$here"/fresh-project/OrderTests.cs .
  # MSTest looks for tests in such classes only.
  [[ $1 != MSTest ]] || sed -i 's|^public class|[Microsoft.VisualStudio.TestTools.UnitTesting.TestClass]\n&|' OrderTests.cs
  [[ ! -e $here/fresh-project/$1.cs ]] || cp "$here/fresh-project/$1.cs" .
  # shellcheck disable=SC2086 # it is a command
  quietly $line
  quietly dotnet build -c Release
}

# Makes the test project a program that Microsoft.Testing.Platform runs; VSTest can still run it, too.
let_run_by_itself() { # PROPERTY
  sed -i "s|<PropertyGroup>|<PropertyGroup><OutputType>Exe</OutputType><$1>true</$1>|" OrderService.Tests.csproj
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
  sed -n "s/.*<UnitTestResult .*testName=\"\([^\"]*\.\)\?$1\".* outcome=\"\([A-Za-z]*\)\".*/\2/p" "$2"
}

check() { # FOLDER RESULTS
  local report able
  hide
  report=$("$1/tool/minderbinder" doctor) || die "the tool says that this kernel does not do:"$'\n'"$report"
  [[ -e /sys/kernel/debug/error_injection/list ]] && able=ok || able=no
  [[ $report == *"ok  security hooks "* && $report == *"$able  any system call "* ]] \
    || die "the tool is wrong about this kernel:"$'\n'"$report"
  run_tests "$1" "$2"
}

run_tests() { # FOLDER RESULTS
  local framework
  # An emulated machine takes longer than the 90 seconds that are meant for the test host's start.
  export VSTEST_CONNECTION_TIMEOUT=900
  for framework in "${frameworks[@]}"; do
    run_project "$framework" "$1/$framework/bin/Release/net10.0/OrderService.Tests.dll" "$2"
  done
}

run_project() { # FRAMEWORK ASSEMBLY RESULTS
  local trx=$3/fresh-project-$1.trx
  # Exit code 1, for one of its tests fails.
  dotnet test "$2" --results-directory "$3" --logger "trx;LogFileName=fresh-project-$1.trx" || true
  [[ -e $trx ]] || die "the fresh project of $1 gave no results"
  [[ $(outcome_of A_full_disk_is_reported "$trx") == Passed ]] || die "the good test of $1 did not pass"
  [[ $(outcome_of A_disk_that_is_never_asked_shows_nothing "$trx") == Failed ]] || die "the bad test of $1 did not fail"
  grep -q "was never injected: mkdir was never called" "$trx" || die "the bad test of $1 did not fail for the right reason"
  say "$1: one test passed, the other failed as it should"
}

# By Microsoft.Testing.Platform, which tells in the end how many tests passed and failed.
run_by_platform() { # FRAMEWORK ASSEMBLY RESULTS
  local output
  output=$(dotnet "$2" --no-ansi --results-directory "$3") && die "the fresh project of $1, run by itself, did not fail:"$'\n'"$output"
  [[ $output == *"succeeded: 1"* && $output == *"failed: 1"* && $output == *"was never injected: mkdir was never called"* ]] \
    || die "the fresh project of $1 did not run by itself as it should:"$'\n'"$output"
  say "$1, run by itself: one test passed, the other failed as it should"
}

try_tests() { # FOLDER RESULTS
  local framework
  run_tests "$1" "$2"
  run_project MSTest "$1/MSTest/bin/Release/net10.0/OrderService.Tests.dll" "$2"
  for framework in XunitV3 NUnit MSTest TUnit; do
    run_by_platform "$framework" "$1/$framework/bin/Release/net10.0/OrderService.Tests.dll" "$2"
  done
}

case ${1:-}:$# in
  build:2) build "$2" ;;
  run:3) as_root env "PATH=$PATH" "HOME=$HOME" unshare --mount --propagation private "$(realpath "$0")" check "$2" "$3" ;;
  check:3) check "$2" "$3" ;;
  try:3) try_tests "$2" "$3" ;;
  *) die "usage: fresh-project.sh build FOLDER | run FOLDER RESULTS | try FOLDER RESULTS" ;;
esac
