# Sourced by tools/test: runs steps side by side, and tells of each when it has ended.

# side_by_side FOLDER "STEP..."...: a step is a function of that name, and all of one argument run one after another,
# beside those of the others. What a step prints goes to FOLDER/STEP.log, and to the terminal when it fails. Tells at the end how
# many tests have passed and failed, a step that counts none being one; returns 1 where one has failed.
side_by_side() {
  local folder=$1 step status seconds passed=0 failed=0 counts
  shift
  mkdir -p "$folder"
  # What runs in the background does not hear Ctrl-C.
  trap 'trap - INT; kill 0' INT
  while read -r step status seconds; do
    # shellcheck disable=SC2207 # two numbers
    counts=($(count_tests "$status" <"$folder/$step.log"))
    passed=$((passed + counts[0])) failed=$((failed + counts[1]))
    say "${step//_/ }: $([ "$status" -eq 0 ] && echo "${counts[0]} passed" || echo failed), ${seconds} s"
    [ "$status" -eq 0 ] || cat "$folder/$step.log" >&2
  done < <(
    for lane in "$@"; do
      run_steps "$folder" $lane &
    done
    wait
  )
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}

# run_steps FOLDER STEP...: runs them one after another, and prints of each its name, its status and how long it took.
run_steps() {
  local folder=$1 step status begun
  shift
  for step in "$@"; do
    begun=$SECONDS status=0
    # In a process of its own, where an error ends it.
    (
      set -e
      "$step"
    ) >"$folder/$step.log" 2>&1 </dev/null &
    wait $! || status=$?
    echo "$step $status $((SECONDS - begun))"
  done
}

# count_tests STATUS: how many tests a step says have passed and failed, as node:test and GoogleTest say it.
count_tests() {
  awk -v status="$1" '
    { gsub(/\033\[[0-9;]*m/, "") }
    /^(ℹ|#) pass [0-9]+$/ { passed += $3 }
    /^(ℹ|#) (fail|cancelled) [0-9]+$/ { failed += $3 }
    /^\[  PASSED  \] [0-9]+ tests?\.$/ { passed += $4 }
    /^\[  FAILED  \] [0-9]+ tests?, listed below:$/ { failed += $4 }
    END {
      if (status != 0 && failed == 0) failed = 1
      if (status == 0 && passed == 0) passed = 1
      print passed + 0, failed + 0
    }'
}
