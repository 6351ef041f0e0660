# shellcheck shell=bash
# Adds up what run-tests.sh and packed.sh left: a line of the table for each run, and the totals.

passed=0 failed=0 skipped=0
table=()
failures=()

row() { # KERNEL ASSEMBLY PASSED FAILED SKIPPED SECONDS: told at once, for the whole table comes late
  say "$1: $2: $3 passed, $4 failed, $5 skipped in $6 s"
  table+=("$(printf '%-21s %-40s %7s %7s %8s %8s' "$@")")
}

attribute() { # NAME TAG: of an XML tag
  sed -n "s/.* $1=\"\([^\"]*\)\".*/\1/p" <<<"$2"
}

list_failed() { # KERNEL FILE: the tests that failed there, with what they said
  local name said
  while IFS=$'\t' read -r name said; do
    failures+=("$1: $name"${said:+$'\n'"      $said"})
  done < <(python3 "$(dirname "${BASH_SOURCE[0]}")/failed-tests.py" "$2")
}

count_run() { # KERNEL FOLDER ASSEMBLY
  local kernel=$1 results=$2/$3.xml code='' seconds='-' assembly='' good=0 bad=0 left_out=0
  [[ ! -e $2/$3.ended ]] || read -r code seconds <"$2/$3.ended"
  [[ ! -e $results ]] || assembly=$(grep -o -m 1 '<assembly [^>]*>' "$results" || true)

  if [[ $assembly ]]; then
    good=$(attribute passed "$assembly")
    bad=$(($(attribute failed "$assembly") + $(attribute errors "$assembly")))
    left_out=$(attribute skipped "$assembly")
    list_failed "$kernel" "$results"
    ((bad || ${code:-1} == 0)) || { bad=1; failures+=("$kernel: $3 ended with exit code ${code:-unknown}"); }
  else
    bad=1
    failures+=("$kernel: $3 gave no results${code:+ and exit code $code}")
  fi

  passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + left_out))
  row "$kernel" "$3" "$good" "$bad" "$left_out" "$seconds"
}

count_packed() { # KERNEL FOLDER NAME: of packed.sh, its tests where they are to be counted, and otherwise one pass or one failure
  local code='' seconds=- before=$failed ended project
  [[ ! -e $2/$3.ended ]] || read -r code seconds <"$2/$3.ended"
  if [[ ! -d $2/$3 ]]; then
    count_check "$1" "$3" "$code" "$seconds"
    return
  fi
  for ended in "$2/$3"/*.ended; do
    project=$(basename "$ended" .ended)
    count_trx "$1" "$2/$3" "$project"
  done
  # As it does for each test that fails, which is counted already.
  [[ $code == 0 ]] || ((failed > before)) || count_check "$1" "$3" "$code" "$seconds"
}

count_check() { # KERNEL NAME CODE SECONDS
  local good=0
  [[ $3 != 0 ]] || good=1
  ((good)) || failures+=("$1: $2 $([[ $3 ]] && echo "ended with exit code $3" || echo "did not end")")
  passed=$((passed + good)) failed=$((failed + 1 - good))
  row "$1" "$2" "$good" "$((1 - good))" 0 "$4"
}

count_trx() { # KERNEL FOLDER PROJECT
  local kernel=$1 results=$2/$3.trx code='' seconds='-' counters='' good=0 bad=0 left_out=0
  [[ ! -e $2/$3.ended ]] || read -r code seconds <"$2/$3.ended"
  [[ ! -e $results ]] || counters=$(grep -o -m 1 '<Counters [^>]*>' "$results" || true)

  if [[ $counters ]]; then
    good=$(attribute passed "$counters")
    left_out=$({ grep -o '<UnitTestResult [^>]*outcome="NotExecuted"' "$results" || true; } | wc -l)
    bad=$(($(attribute total "$counters") - good - left_out))
    list_failed "$kernel" "$results"
    ((bad || ${code:-1} == 0)) || { bad=1; failures+=("$kernel: $3 ended with exit code ${code:-unknown}"); }
  else
    bad=1
    failures+=("$kernel: $3 gave no results${code:+ and exit code $code}")
  fi

  passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + left_out))
  row "$kernel" "$3" "$good" "$bad" "$left_out" "$seconds"
}

count_failure() { # KERNEL WHAT: something failed that is no test
  failed=$((failed + 1))
  failures+=("$1: $2")
  row "$1" "($2)" 0 1 0 -
}

print_table() {
  if ((${#failures[@]})); then
    printf '\nfailed:\n'
    printf '  %s\n' "${failures[@]}"
  fi
  echo
  printf '%-21s %-40s %7s %7s %8s %8s\n' kernel tests passed failed skipped seconds
  printf '%s\n' "${table[@]}"
}

print_summary() { # REMARK: comes before the totals, which are the last line
  print_table
  [[ ! $1 ]] || printf '\n%s\n' "$1"
  printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
}
