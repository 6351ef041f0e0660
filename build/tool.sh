#!/bin/bash
# tool.sh: the tool as its users get it: installed from its package, and driven from an empty folder.
#
#   tool.sh build FOLDER        installs it in FOLDER, outside the repository
#   tool.sh run FOLDER RESULTS  tries its commands there, as whoever calls this and on this kernel
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
  (cd "$1" && dotnet tool install Minderbinder.Tool --tool-path . --version "$(package_version)" --source "$feed")
}

expect() { # CODE TEXT COMMAND...: it ends with that code (any, if it is '*') and prints the text
  local code=0 output
  output=$("${@:3}" 2>&1 </dev/null) || code=$?
  [[ ($1 == '*' || $1 == "$code") && $output == *"$2"* ]] || die "'${*:3}' ended with exit code $code, and '$2' was to be seen in:"$'\n'"$output"
}

run() { # FOLDER
  local work
  work=$(mktemp -d)
  # shellcheck disable=SC2064 # it is to be this one
  trap "rm -rf '$work'" EXIT
  cd "$work"
  PATH=$1:$PATH

  cat >disk-full.yaml <<'CONFIG'
agents_of_chaos:
  syscall:
    - {name: disk_full, syscall: pwrite64, error: ENOSPC, when: {path: '**/shop.db*'}}
CONFIG
  cat >watched.yaml <<'CONFIG'
agents_of_chaos:
  syscall:
    - {name: disk_full, syscall: pwrite64, error: ENOSPC, targets: [{process_name: sqlite3}]}
CONFIG
  expect 0 'Examples:' minderbinder run --help
  expect 0 'ok  launched programs ' minderbinder doctor
  expect 0 'valid, 1 failure' minderbinder validate disk-full.yaml
  expect 0 'pwrite64 on **/shop.db* fails with ENOSPC in every process' minderbinder explain disk-full.yaml
  expect '*' 'database or disk is full' minderbinder run disk-full.yaml --require-injected -- sqlite3 shop.db 'create table orders(item)'
  expect 124 'was never injected' minderbinder run disk-full.yaml --require-injected -- true
  expect 0 'ENOSPC' minderbinder syscalls pwrite64
  expect 0 '"agents_of_chaos"' minderbinder schema
  expect 0 'complete -o default' minderbinder completion bash
  expect 0 '#compdef minderbinder' minderbinder completion zsh
  expect 0 'complete -c minderbinder' minderbinder completion fish
  expect 1 'BROKEN: write ' minderbinder sweep --own-folder --kinds once --syscalls write --reset 'echo old >file' --check 'grep -qx -e old -e new file' \
    -- sh -c 'echo new >file'
  expect 125 'has no targets' minderbinder watch disk-full.yaml
  if minderbinder doctor | grep -q '^ok  network'; then
    expect 0 "$work/shop.db-journal" minderbinder trace -- sqlite3 shop.db 'create table orders(item)'
  else
    expect 125 'programs into the kernel' minderbinder trace -- true
    expect 125 'programs into the kernel' minderbinder watch watched.yaml
  fi
  say "each command did what it should"
}

case ${1:-}:$# in
  build:2) build "$2" ;;
  run:3) run "$2" ;;
  *) die "usage: tool.sh build FOLDER | run FOLDER RESULTS" ;;
esac
