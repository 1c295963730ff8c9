#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Draws the pictures of README.md anew, offscreen, from a release build: docs/pictures.sh [BIN]
set -euo pipefail
cd "$(dirname "$0")/.."
bin=${1:-build/release/app}
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
chmod 755 "$home"
"$bin/lwb" init "$home/sample" >/dev/null
picture() { # NAME PANEL THEME
    HOME=$home XDG_CONFIG_HOME=$home/config QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 \
        "$bin/lambda-workbench" --screenshot "docs/$1.png" --panel "$2" --theme "$3" \
        "$home/sample" 2>/dev/null
}
picture response-light response light
picture latency-dark latency dark
picture history-light history light
picture cost-dark cost dark
picture logs-light logs light
picture concurrency-dark concurrency dark
