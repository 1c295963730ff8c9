#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# install.sh python|node FOLDER: puts Amazon's runtime interface client of that language, as it is
# published, into FOLDER, unless it is there. Ends with 77 and a reason where that can't be done.
set -eu
kind=$1
folder=$2
python_version=4.2.2
node_version=3.3.0

skip() {
    echo "$1"
    exit 77
}

[ -e "$folder/complete" ] && exit 0
mkdir -p "$folder"
log=$folder/install.log
case $kind in
python)
    [ -x /usr/bin/python3 ] || skip "/usr/bin/python3 is not installed"
    /usr/bin/python3 -m pip --version >/dev/null 2>&1 || skip "pip is not installed"
    timeout 60 /usr/bin/python3 -m pip install --quiet --disable-pip-version-check --retries 0 \
        --timeout 4 --only-binary :all: --no-compile --upgrade --target "$folder/site" \
        "awslambdaric==$python_version" >"$log" 2>&1 || skip "pip could not get it, see $log"
    ;;
node)
    # Takes more than a minute: it builds curl and a C++ library on the way.
    [ "${WORKBENCH_COMPAT:-OFF}" = ON ] \
        || skip "not built yet; once with WORKBENCH_COMPAT=ON in the environment builds it"
    [ -x /usr/bin/node ] || skip "/usr/bin/node is not installed"
    for tool in npm autoconf automake libtoolize cmake make g++ python3; do
        command -v $tool >/dev/null || skip "$tool is not installed"
    done
    timeout 10 npm view --fetch-retries=0 "aws-lambda-ric@$node_version" version >"$log" 2>&1 \
        || skip "npm is out of reach, see $log"
    timeout 900 npm install --prefix "$folder" --no-audit --no-fund --fetch-retries=0 \
        "aws-lambda-ric@$node_version" >"$log" 2>&1 || skip "it could not be built, see $log"
    ;;
esac
touch "$folder/complete"
