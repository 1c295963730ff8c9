#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs inside the virtual machine, as root, and starts everything else as the ordinary user, in two
# ways: in a login session, as from a terminal; and below the user's manager, as from a desktop.
. /usr/local/lib/workbench-vm/settings
export LC_ALL=C.UTF-8

# Under emulation everything takes ten times as long; a test function may take half an hour.
environment=(--setenv=LC_ALL=C.UTF-8 --setenv=HOME=/home/tester
    --setenv=QTEST_FUNCTION_TIMEOUT=1800000 --setenv=WORKBENCH_SLOW_MACHINE=1)
terminal=(systemd-run --quiet --wait --pipe --collect --uid=tester --property=PAMName=login "${environment[@]}")
desktop=(systemd-run --quiet --wait --pipe --collect --user --machine=tester@.host "${environment[@]}")

# result NAME STATUS LOG
result() {
    local word=PASS
    [ "$2" -eq 0 ] || word="FAIL (status $2)"
    grep '^SKIP ' "$3" | sed "s|^|VM-SKIP $1 |"
    if [ "$2" -eq 0 ] && ! grep -q '^PASS ' "$3" && grep -q '^SKIP ' "$3"; then word=SKIP; fi
    grep -E '^(FAIL!|   Loc:|   Actual|   Expected|QFATAL|XPASS)' "$3" | sed "s|^|VM-NOTE $1 |"
    echo "VM-RESULT $1 $word $(grep '^Totals:' "$3") ${SECONDS}s"
}

# What hangs, and where: threads with the kernel's function that they wait in, and their groups.
stuck() {
    echo "VM-NOTE $1 is stuck"
    ps -u tester -L -o pid,lwp,ppid,stat,wchan:24,args | cut -c1-180
    local group file
    find /sys/fs/cgroup -path '*lambda?workbench*' -type d | while read -r group; do
        echo "$group"
        for file in cgroup.procs cgroup.events cpu.max memory.max memory.current pids.current; do
            [ ! -e "$group/$file" ] || echo "  $file: $(tr '\n' ' ' <"$group/$file")"
        done
    done
    pkill -KILL -u tester -f "^$build"
}

# run NAME WAY COMMAND... : the way is "terminal" or "desktop".
run() {
    local name=$1 status log watchdog
    local -n way=$2
    shift 2
    log=$(mktemp)
    SECONDS=0
    (sleep "${patience:-1800}" && stuck "$name") &
    watchdog=$!
    # By way of a shell: the session gives its first process a child that tests would find.
    "${way[@]}" bash -c '"$@"; exit' bash "$@" </dev/null 2>&1 | tee "$log"
    status=${PIPESTATUS[0]}
    pkill -P "$watchdog"
    wait "$watchdog" 2>/dev/null
    result "$name" "$status" "$log"
}

echo "VM-KERNEL $(uname -r)"
echo "VM-SYSTEMD $(systemctl --version | head -1)"
echo "VM-CGROUP $(stat -f -c %T /sys/fs/cgroup): $(cat /sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service/cgroup.controllers)"
until systemctl is-active --quiet user@1000.service; do sleep 1; done

# Everything the sandbox can use must be found, in either way.
doctor='found=$("$0" doctor) && echo "$found" && ! grep -q "^limited" <<<"$found"'
sample=/home/tester/sample
event='{"name":"AWS"}'
patience=120
run doctor-terminal terminal bash -c "$doctor" "$build/app/lwb"
run doctor-desktop desktop bash -c "$doctor" "$build/app/lwb"
run init terminal "$build/app/lwb" init "$sample"
run invoke-terminal terminal "$build/app/lwb" -C "$sample" invoke hello --payload "$event"
run invoke-desktop desktop "$build/app/lwb" -C "$sample" invoke hello --payload "$event"
patience=1800
for test in "${tests[@]}"; do
    run "$test" terminal "$build/tests/$test" -maxwarnings 0
done
# The others find the same groups in either way; those that show what limits do are run in both.
case " ${tests[*]} " in
*" sandbox/tst_sandboxlimits "*)
    run sandbox/tst_sandboxlimits-desktop desktop "$build/tests/sandbox/tst_sandboxlimits" -maxwarnings 0
    ;;
esac
sleep 5 # systemd takes a moment to remove a scope whose last process has ended
run nothing-is-left desktop bash -c '! find /sys/fs/cgroup -name "*lambda[-_]workbench*" | grep .'
echo "VM-END"
