# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by ./run and ./check: installs the Debian packages that are missing and builds.
# "a|b" means: a, or where that is not to be had (another Debian release), b.

build_packages=(
    build-essential cmake ninja-build pkg-config mold ccache
    qt6-base-dev libqt6sql6-sqlite 'qt6-svg-dev|libqt6svg6-dev' libgl-dev
    qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools
    libqscintilla2-qt6-dev libqcustomplot-dev
    'libkf6syntaxhighlighting-dev|libkf5syntaxhighlighting-dev'
    nlohmann-json3-dev 'libboost1.81-dev|libboost-dev'
    libyaml-dev libarchive-dev libseccomp-dev
    'openjdk-17-jdk-headless|openjdk-21-jdk-headless|default-jdk-headless'
)
# What the program starts or shows; the window's package depends on the same.
run_packages=(
    bubblewrap slirp4netns python3 nodejs curl ca-certificates
    breeze-icon-theme qt6-translations-l10n fonts-noto-core fonts-noto-color-emoji
)
# What only the tests need. Ruby and Go are among them, because the program runs without them: a
# function in either says what to install, the sample's included.
test_packages=(xvfb desktop-file-utils procps ruby golang-go)

say() { printf '%s\n' "$*"; }

# Present as a package, or, for the interpreters, as a program from elsewhere.
present() {
    case $1 in
    nodejs) command -v node >/dev/null && return 0 ;;
    python3) command -v python3 >/dev/null && return 0 ;;
    ruby) command -v ruby >/dev/null && return 0 ;;
    golang-go) command -v go >/dev/null && return 0 ;;
    curl) command -v curl >/dev/null && return 0 ;;
    *-jdk-headless) command -v javac >/dev/null && return 0 ;;
    esac
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# No "grep -q" behind these: it ends before the writer does, which pipefail calls a failure.
available() {
    [ -n "$(LC_ALL=C apt-cache policy "$1" 2>/dev/null | grep 'Candidate: [^(]')" ]
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        say "Packages have to be installed, which needs root. As root run:" "    $*"
        exit 1
    fi
}

# install_missing PACKAGE... : does nothing, and asks for nothing, when nothing is missing.
install_missing() {
    local wanted=("$@") missing=() entry name found
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "This system has no apt. Lambda Workbench needs these packages, by Debian's names:"
        printf '    %s\n' "${wanted[@]}"
        say "Building with what is there."
        return 0
    fi
    for entry in "${wanted[@]}"; do
        found=
        for name in ${entry//|/ }; do present "$name" && found=1; done
        [ -n "$found" ] || missing+=("$entry")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    as_root apt-get update -qq || say "apt-get update failed; trying with the lists that are there."
    local chosen=()
    for entry in "${missing[@]}"; do
        found=
        for name in ${entry//|/ }; do
            if [ -z "$found" ] && available "$name"; then found=$name; fi
        done
        if [ -z "$found" ]; then
            say "None of these packages is available here: ${entry//|/, }"
            exit 1
        fi
        chosen+=("$found")
    done
    say "Installing: ${chosen[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        "${chosen[@]}" >/dev/null
}

# build PRESET : configures once, builds what changed.
build() {
    if [ ! -f "build/$1/build.ninja" ]; then
        cmake --preset "$1" >build-configure.log 2>&1 || { cat build-configure.log; exit 1; }
        mv build-configure.log "build/$1/configure.log"
    fi
    cmake --build --preset "$1"
}
