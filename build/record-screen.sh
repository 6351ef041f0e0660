#!/bin/bash
# record-screen.sh FOLDER: runs 'minderbinder watch' in a terminal (tmux), presses keys, and writes what it shows to FOLDER:
# screen.svg, a picture; screen.cast, a recording for asciinema; screen-80x24.txt and screen-200x60.txt, the plain text; and
# screen-after.txt, what stays on the terminal.
# Needs a kernel that lets programs in: build/guest.sh --results FOLDER -- build/record-screen.sh FOLDER
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$here/lib/common.sh"

(($# == 1)) || die "usage: record-screen.sh FOLDER"
results=$1
tool="dotnet $here/../src/Minderbinder.Tool/bin/Release/net10.0/minderbinder.dll"
work=$(mktemp -d)
export TMUX_TMPDIR=$work LC_ALL=C.UTF-8
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; tmux kill-server 2>/dev/null || true; rm -rf "$work"' EXIT

cat >"$work/disk-trouble.yaml" <<'CONFIG'
agents_of_chaos:
  syscall:
    - {name: disk_full, syscall: pwrite64, error: ENOSPC, failure_rate: 30, targets: [{process_name: sqlite3}]}
    - {name: no_passwords, syscall: openat, error: EACCES, when: {path: /etc/passwd}, targets: [{process_name: cat}]}
  outgoing_network:
    - {name: lossy, protocol: icmp, failure_rate: 50, targets: [{process_name: ping}]}
CONFIG

# A machine on which something happens.
(while :; do sqlite3 "$work/shop.db" "create table if not exists orders(item); insert into orders values ('nut');" || true; sleep 1; done) >/dev/null 2>&1 &
pids+=($!)
(while :; do cat /etc/passwd || true; sleep 2; done) >/dev/null 2>&1 &
pids+=($!)
(ping -i 0.5 127.0.0.1 || true) >/dev/null 2>&1 &
pids+=($!)

frame() { # TIME: keeps what the terminal shows
  tmux capture-pane -e -p -t screen >"$work/$1.frame"
}

wait_for() { # COMMAND...: until it holds; emulated, that may take its time
  local i
  for ((i = 0; i < 240; i++)); do
    "$@" && return
    sleep 0.5
  done
  die "the terminal shows something else:"$'\n'"$(tmux capture-pane -p -t screen)"
}

shows() { # TEXT
  [[ $(tmux capture-pane -p -t screen) == *"$1"* ]]
}

fills() { # SIZE: the screen is drawn in all of it
  local lines
  mapfile -t lines < <(tmux capture-pane -p -t screen)
  [[ ${#lines[@]} == "${1#*x}" && ${#lines[-1]} == "${1%x*}" && ${lines[-1]} == *┘ ]]
}

# A ping that runs already is not seen by name; the shell starts another.
tmux -f /dev/null new-session -d -s screen -x 110 -y 30 "$tool watch $work/disk-trouble.yaml --seed 4711; sleep 600"
(while :; do ping -c 20 -i 0.5 127.0.0.1 || true; done) >/dev/null 2>&1 &
pids+=($!)
wait_for shows failures
for ((i = 10; i < 60; i++)); do
  case $i in
    30) tmux send-keys -t screen p ;;
    36) tmux send-keys -t screen Down ;;
    40) tmux send-keys -t screen - ;;
    50) tmux send-keys -t screen + ;;
  esac
  sleep 0.5
  frame "$i"
done
for size in 80x24 200x60; do
  tmux resize-window -t screen -x "${size%x*}" -y "${size#*x}"
  wait_for fills "$size"
  tmux capture-pane -p -t screen >"$results/screen-$size.txt"
done
tmux send-keys -t screen q
wait_for shows 'minderbinder: Processes'
tmux capture-pane -p -t screen >"$results/screen-after.txt"
"$here/draw-screen.py" "$work" "$results"
say "recorded $(ls "$results")"
