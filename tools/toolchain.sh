# Sourced by the other tools: says what is done, installs what is missing, and knows the build folders.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# Debian's Emscripten looks for its JavaScript parts here when Node is not Debian's own.
export NODE_PATH="/usr/share/nodejs${NODE_PATH:+:$NODE_PATH}"

missing=()

# need PACKAGE CHECK...: notes a Debian package whose check fails.
need() {
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || missing+=("$package")
}

has() { command -v "$1"; }
has_header() { [ -e "/usr/include/$1" ] || [ -e "/usr/local/include/$1" ]; }
has_fuzzer() { [ -e "$(clang++ -print-resource-dir)/lib/linux/libclang_rt.fuzzer-$(uname -m).a" ]; }
has_node() { has node && has npm && node -e 'const [major, minor] = process.versions.node.split("."); process.exit(major > 18 || (major == 18 && minor >= 20) ? 0 : 1)'; }

install_missing() {
  [ ${#missing[@]} -eq 0 ] && return
  has apt-get >/dev/null || fail "please install what is missing (Debian's names): ${missing[*]}"
  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    has sudo >/dev/null || fail "as root, run: apt-get install ${missing[*]}"
    root=(sudo)
  fi
  say "installing ${missing[*]}"
  local log
  log=$(mktemp)
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive sh -c \
    'apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"' sh "${missing[@]}" >"$log" 2>&1 ||
    fail "apt-get could not install ${missing[*]}; it said: $(tail -n 3 "$log" | tr '\n' ' ')"
  rm -f "$log"
  missing=()
}

need_to_build() {
  need g++ has c++
  need cmake has cmake
  need ninja-build has ninja
  need emscripten has emcc
  need libeigen3-dev has_header eigen3/Eigen/Core
  need rapidjson-dev has_header rapidjson/reader.h
  need libcli11-dev has_header CLI/CLI.hpp
  has_node >/dev/null || missing+=(nodejs npm)
}

need_to_test() {
  need googletest test -e /usr/src/googletest/googletest/src/gtest-all.cc
  need nlohmann-json3-dev has_header nlohmann/json.hpp
  need clang-format has clang-format
  need clang has clang++
  need libclang-rt-dev has_fuzzer
  need firefox-esr test -x "${FIREFOX:-/usr/bin/firefox-esr}"
  need webkit2gtk-driver has WebKitWebDriver
  need xvfb has Xvfb
  need libxml2-utils has xmllint
  need librsvg2-bin has rsvg-convert
  need poppler-utils has pdftotext
  need ffmpeg has ffprobe
  need chromium test -x "${CHROMIUM:-/usr/bin/chromium}"
}

# build_with FOLDER "CONFIGURE COMMAND" TARGET...: configures once, then builds; prints the output only of a failure.
build_with() {
  local folder=build/$1 configure=$2 log
  shift 2
  mkdir -p "$folder"
  log=$folder/build.log
  if [ ! -e "$folder/build.ninja" ]; then
    $configure -S . -B "$folder" -G Ninja >"$log" 2>&1 || { cat "$log" >&2; fail "CMake could not configure $folder"; }
  fi
  cmake --build "$folder" --target "$@" >"$log" 2>&1 || { cat "$log" >&2; fail "$folder did not build"; }
}

build_native() { build_with native cmake "$@"; }
build_sanitized() { build_with sanitized "cmake -DRELUSCOPE_SANITIZE=ON" "$@"; }
build_fuzz() { build_with fuzz "cmake -DCMAKE_CXX_COMPILER=clang++ -DRELUSCOPE_FUZZ=ON" "$@"; }
build_wasm() { build_with wasm "emcmake cmake" "$@"; }

# npm_ci FOLDER: installs the locked packages, if they are not there already.
npm_ci() {
  local installed=$1/node_modules/.package-lock.json
  if [ ! -e "$installed" ] || [ "$1/package-lock.json" -nt "$installed" ]; then
    say "installing the npm packages of $1"
    npm --prefix "$1" ci --no-audit --no-fund --loglevel=error >&2 || fail "npm could not install the packages of $1"
    touch "$installed"
  fi
}

build_site() {
  npm_ci web
  node web/build.mjs >&2 || fail "the page did not build"
}
