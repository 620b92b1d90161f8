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

needed=()
missing=()

# need PACKAGE CHECK...: notes a Debian package whose check fails. A check that returns 2 says what is there and of no use.
need() {
  local package=$1 status=0 said
  shift
  needed+=("$package $*")
  said=$("$@" 2>&1) || status=$?
  [ "$status" -ne 2 ] || fail "$said"
  [ "$status" -eq 0 ] || missing+=("$package")
}

has() { command -v "$1"; }
has_file() { [ -e "$1" ]; }
has_source() { cmake -DSOURCE="$1" -P tools/find_source.cmake; }
has_font() { compgen -G "/usr/share/fonts/*/$1" || compgen -G "/usr/share/fonts/*/*/$1"; }
has_python() { /usr/bin/python3 -c "import $1"; }
has_fuzzer() { compgen -G "$(clang++ -print-resource-dir)/lib/*/libclang_rt.fuzzer*"; }

# has_version TOOL MINIMUM: a tool that is older, or does not start, is nobody's but the user's to replace.
has_version() {
  local tool=$1 minimum=$2 path said version
  path=$(command -v "$tool") || return 1
  said=$("$tool" --version 2>&1) || {
    echo "$path does not start: $(tail -n 1 <<<"$said")"
    return 2
  }
  [[ $said =~ [0-9]+(\.[0-9]+)+ ]] && version=${BASH_REMATCH[0]} || {
    echo "$path does not tell its version"
    return 2
  }
  [ "$(printf '%s\n' "$minimum" "$version" | sort -V | head -n 1)" = "$minimum" ] ||
    {
      echo "$path is version $version, and $minimum or newer is needed"
      return 2
    }
}

install_missing() {
  [ ${#missing[@]} -eq 0 ] && return
  has apt-get >/dev/null || fail "please install what is missing (Debian's names): ${missing[*]}"
  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    has sudo >/dev/null || fail "as root, run: apt-get update && apt-get install ${missing[*]}"
    root=(sudo)
  fi
  say "installing ${missing[*]}"
  local log
  log=$(mktemp)
  # A new machine may be installing its updates: it is waited for.
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive sh -c \
    'apt-get update -qq && apt-get install -y -qq -o DPkg::Lock::Timeout=300 --no-install-recommends "$@"' sh "${missing[@]}" >"$log" 2>&1 ||
    fail "apt-get could not install ${missing[*]}; it said: $(tail -n 3 "$log" | tr '\n' ' ')"
  rm -f "$log"
  hash -r
  missing=()
  local again=("${needed[@]}")
  needed=()
  for each in "${again[@]}"; do need $each; done
  [ ${#missing[@]} -eq 0 ] || fail "apt-get has installed ${missing[*]}, and what is needed of it is not found"
}

need_to_compile() {
  need g++ has ${CXX:-c++}
  need cmake has_version cmake 3.22
  need ninja-build has ninja
  need emscripten has_version emcc 3.1.6
  need libeigen3-dev has_source Eigen/src/Core/IndexedView.h
  need rapidjson-dev has_source rapidjson/reader.h
  need nodejs has_version node 18.20
}

need_to_build() {
  need_to_compile
  need libcli11-dev has_source CLI/CLI.hpp
  need npm has npm
}

# A Debian package lists the libraries that the program needs.
need_to_pack() {
  need file has file
  need dpkg-dev has dpkg-shlibdeps
}

need_to_format() {
  need clang-format has clang-format
  need shfmt has shfmt
  need black has black
}

need_to_test() {
  need_to_format
  ! has dpkg-deb >/dev/null || need_to_pack
  need googletest has_source googletest/src/gtest-all.cc
  need nlohmann-json3-dev has_source nlohmann/json.hpp
  need clang has clang++
  need libclang-rt-dev has_fuzzer
  need firefox-esr has_file "${FIREFOX:-/usr/bin/firefox-esr}"
  need webkit2gtk-driver has WebKitWebDriver
  need xvfb has Xvfb
  need libxml2-utils has xmllint
  need librsvg2-bin has rsvg-convert
  need poppler-utils has pdftotext
  need ffmpeg has ffprobe
  # How wide labels are decides what has room: with DejaVu alone, as on a bare machine, axes have fewer ticks.
  need fonts-liberation has_font LiberationSerif-Regular.ttf
  need chromium-headless-shell has_file "${CHROMIUM:-/usr/bin/chromium-headless-shell}"
}

# build_with FOLDER COMPILER "CONFIGURE COMMAND" TARGET...: configures and builds; prints the output only of a failure.
# CMake is asked each time, so that it sees what has been installed or removed; what it keeps of the compiler and of its
# surroundings is forgotten when these are others than the folder was made with, or it was not finished. Who builds in a folder
# waits for another who does.
build_with() {
  local folder=build/$1 compiler=$2 configure=$3 log made_with tests=OFF command_line=OFF lock
  shift 3
  mkdir -p "$folder"
  log=$folder/build.log
  exec {lock}>"$folder/lock"
  flock "$lock"
  made_with=$(
    printf '%s\n' "$PWD" "$configure"
    command -v $compiler ninja
    $compiler --version
    env | grep -E '^(CXX|CXXFLAGS|LDFLAGS|CMAKE_.*|EM_.*)=' | sort
  ) || true
  if [ "$(cat "$folder/made-with" 2>/dev/null)" != "$made_with" ]; then
    rm -rf "$folder"/{made-with,CMakeCache.txt,CMakeFiles}
  fi
  # Only what the targets need is asked for.
  case " $* " in *' core_tests '*) tests=ON ;; esac
  case " $* " in *' reluscope '*) command_line=ON ;; esac
  $configure -DRELUSCOPE_TESTS=$tests -DRELUSCOPE_COMMAND_LINE=$command_line -S . -B "$folder" -G Ninja >"$log" 2>&1 ||
    {
      cat "$log" >&2
      fail "CMake could not configure $folder"
    }
  printf '%s\n' "$made_with" >"$folder/made-with"
  cmake --build "$folder" --target "$@" >"$log" 2>&1 || {
    cat "$log" >&2
    fail "$folder did not build"
  }
  exec {lock}>&-
}

build_native() { build_with native "${CXX:-c++}" cmake "$@"; }
build_wasm() { build_with wasm em++ "emcmake cmake" "$@"; }

# By clang, which has the fuzzers, and takes half of GCC's time.
build_sanitized() { build_with sanitized clang++ "cmake -DCMAKE_CXX_COMPILER=clang++ -DRELUSCOPE_SANITIZE=ON" "$@"; }

build_native_tests() { build_sanitized core_tests experiment_fuzz run_fuzz; }
build_wasm_tests() { build_wasm core_tests; }

# npm_ci FOLDER: installs the locked packages, unless they are there, all of them and by this Node. No package runs a
# script of its own.
npm_ci() {
  local modules=$1/node_modules made_with
  made_with=$(node -p 'process.version + " " + process.platform + " " + process.arch' && cat "$1/package-lock.json")
  if [ ! -e "$modules/.package-lock.json" ] || [ "$(cat "$modules/.made-with" 2>/dev/null)" != "$made_with" ]; then
    say "installing the npm packages of $1"
    rm -f "$modules/.made-with"
    npm --prefix "$1" ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2 ||
      fail "npm could not install the packages of $1"
    printf '%s\n' "$made_with" >"$modules/.made-with"
  fi
}

build_site() {
  npm_ci web
  node web/build.mjs >&2 || fail "the page did not build"
}
