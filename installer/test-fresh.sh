#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The two commands of the README on a fresh, minimal Debian 12, each from nothing: ./check and ./run,
# then both again, when they must find nothing to do. What is committed is tested, not what is edited.
#   installer/test-fresh.sh [root] [user]     as root; as an ordinary user with sudo; both by default
# Takes up to half an hour on two cores. Logs and the picture of the window stay in build/fresh/.
set -euo pipefail
cd "$(dirname "$0")/.."
. installer/freshroot.sh
[ $# -gt 0 ] || set -- root user
fresh_base

root=
cleanup() { [ -z "$root" ] || rm -rf --one-file-system "$root"; }
trap cleanup EXIT
trap 'exit 130' INT TERM

failed=0
fail() {
    echo "FAILED: $*"
    failed=1
}

# step WHO NAME SECONDS COMMAND : runs it as WHO in the tree, with little in its environment.
step() {
    local who=$1 name=$2 limit=$3 command=$4 log="$fresh_cache/$1-$2.log" start=$SECONDS status=0
    local as=(env -i PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin CI=true CCACHE_DIR=/ccache)
    [ "$who" = root ] || as=(setpriv --reuid=dev --regid=dev --init-groups
        env -i PATH=/usr/local/bin:/usr/bin:/bin HOME=/home/dev USER=dev CI=true CCACHE_DIR=/ccache)
    fresh_enter "$root" "${as[@]}" bash -c "cd /home/dev/lambda-workbench && $command" \
        >"$log" 2>&1 || status=$?
    local took=$((SECONDS - start))
    printf '%-5s %-13s %4d s   exit %d\n' "$who" "$name" "$took" "$status"
    [ "$status" -eq 0 ] || fail "$who: $command, see $log"
    [ "$took" -le "$limit" ] || fail "$who: $command took $took s, more than $limit"
}

# says WHO NAME PATTERN : the step's log has such a line.
says() { grep -Eq "$3" "$fresh_cache/$1-$2.log" || fail "$1-$2.log says nothing like: $3"; }
says_not() { ! grep -Eq "$3" "$fresh_cache/$1-$2.log" || fail "$1-$2.log says: $3"; }

for who in "$@"; do
    [ "$who" = root ] || [ "$who" = user ] || fresh_die "root or user, not $who"
    root=$(fresh_root)
    mkdir -p "$root/home/dev"
    git clone -q . "$root/home/dev/lambda-workbench"
    if [ "$who" = user ]; then
        fresh_enter "$root" bash -euc '
            apt-get update -qq
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends sudo
            useradd --shell /bin/bash dev
            echo "dev ALL=(ALL) NOPASSWD: ALL" >/etc/sudoers.d/dev
            chown -R dev: /home/dev
            chown -R dev: /ccache' >"$fresh_cache/user-sudo.log" 2>&1 ||
            fresh_die "No sudo to be had, see build/fresh/user-sudo.log"
    fi
    step "$who" check 900 ./check
    says "$who" check '^Installing: '
    says "$who" check '^100% tests passed'
    step "$who" check-again 180 ./check
    says_not "$who" check-again '^Installing: '
    says "$who" check-again '^100% tests passed'
    step "$who" run 900 ./run
    says "$who" run '^REPORT RequestId: '
    step "$who" run-again 180 ./run
    says_not "$who" run-again '^Installing: '
    cp "$root/home/dev/lambda-workbench/build/window.png" "$fresh_cache/$who-window.png" ||
        fail "$who: ./run wrote no picture of the window"
    cleanup
    root=
done
[ "$failed" -eq 0 ] && echo "Both commands work on a fresh Debian 12."
exit "$failed"
