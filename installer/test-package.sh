#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the Debian package, installs it with apt in a clean, minimal Debian 12, and uses it there as
# an ordinary user does: lwb makes a workspace and runs its functions in sandboxes, the window starts.
#   installer/test-package.sh [PACKAGE.deb]     a package that is there, else one built here and now
# Build it on Debian 12, so that it is built against what it will find.
set -euo pipefail
cd "$(dirname "$0")/.."
. installer/setup.sh
. installer/freshroot.sh
fresh_base
package=${1:-}
if [ -z "$package" ]; then
    command -v file >/dev/null || fresh_die "CPack needs the package file."
    build release
    rm -f build/release/lambda-workbench_*.deb
    (cd build/release && cpack -G DEB) >"$fresh_cache/cpack.log" 2>&1 ||
        fresh_die "cpack failed, see build/fresh/cpack.log"
    package=$(echo build/release/lambda-workbench_*.deb)
fi
dpkg-deb --info "$package" | grep -E '^ (Package|Version|Installed-Size|Depends|Recommends):'

root=$(fresh_root)
trap 'rm -rf --one-file-system "$root"' EXIT
trap 'exit 130' INT TERM
cp "$package" "$root/lambda-workbench.deb"
fresh_enter "$root" bash -euc '
    export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
    apt-get update -qq
    # The Recommends that functions and window need, not those of the whole desktop.
    apt-get install -y -qq --no-install-recommends /lambda-workbench.deb python3 curl nodejs \
        breeze-icon-theme >/var/log/install.log 2>&1 || { tail -40 /var/log/install.log; exit 1; }
    useradd --create-home dev

    cat >/home/dev/use <<"EOS"
set -eu
expect() { printf "%s\n" "$2" | grep -q "$1" || { echo "FAILED: no \"$1\" in:"; echo "$2"; exit 1; }; }
lwb --version
lambda-workbench -platform offscreen --version
lwb doctor || { echo "FAILED: lwb doctor"; exit 1; }
lwb init demo
cd demo
calls=$(lwb invoke hello --payload "{\"name\":\"AWS\"}" --times 2 --json)
printf "%s\n" "$calls"
expect "Hello, AWS.*\"coldStart\":true" "$(printf "%s\n" "$calls" | sed -n 1p)"
expect "Hello, AWS.*\"coldStart\":false" "$(printf "%s\n" "$calls" | sed -n 2p)"
expect "\"statusCode\"" "$(lwb invoke orders --event events/orders/two-items.json 2>/dev/null)"
report=$(lwb invoke shell --event events/shell/any.json 2>&1)
expect "^REPORT RequestId: " "$report"
expect "hello " "$(lwb history hello --limit 1)"
lambda-workbench -platform offscreen --screenshot /home/dev/window.png . 2>window.log
if grep "No highlighting" window.log; then echo "FAILED: no highlighting"; exit 1; fi
test -s /home/dev/window.png
EOS
    setpriv --reuid=dev --regid=dev --init-groups env -i HOME=/home/dev USER=dev \
        PATH=/usr/local/bin:/usr/bin:/bin bash -c "cd && bash use"
    lwb -C /home/dev/demo invoke hello --event /home/dev/demo/events/hello/aws.json >/dev/null 2>&1 ||
        { echo "FAILED: as root"; exit 1; }
    # Removed without a trace but for what people made.
    apt-get purge -y -qq lambda-workbench >/dev/null 2>&1
    left=$(find /usr /etc /var/lib -path /var/lib/dpkg -prune -o \( -name "*lambda-workbench*" -o \
        -name "*LambdaWorkbench*" -o -name lwb -o -name "workbench-*" \) -print)
    [ -z "$left" ] || { echo "FAILED: left behind: $left"; exit 1; }
'
cp "$root/home/dev/window.png" "$fresh_cache/package-window.png"
echo "$(basename "$package") installs, runs and goes on a clean Debian 12."
