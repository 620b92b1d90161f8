// What the two commands take for present, and when they build or install again.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "reluscope-"));
after(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  rmSync(folder, { recursive: true });
  mkdirSync(join(folder, "bin"), { recursive: true });
});

const write = (name, text) => writeFileSync(join(folder, name), text);
const read = (name) => readFileSync(join(folder, name), "utf8");

/** A program of this name that is found before the real one. */
function program(name, script) {
  write(`bin/${name}`, `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, "bin", name), 0o755);
}

/** Runs a script among the functions of tools/toolchain.sh, in the folder if it is told to go there. */
function toolchain(script, environment = {}) {
  return spawnSync("bash", ["-c", `source "$0"tools/toolchain.sh; ${script}`, root], {
    encoding: "utf8",
    env: { ...process.env, PATH: `${join(folder, "bin")}:${process.env.PATH}`, folder, ...environment },
  });
}

test("what is too old or does not start is told, and nothing is installed", () => {
  program("apt-get", 'touch "$folder/installed"');
  for (const [name, says, expected] of [
    ["emcc", "emcc (Emscripten gcc/clang-like replacement + linker emulating GNU ld) 3.1.5 ()", "3.1.6"],
    ["emcc", "emcc (Emscripten gcc/clang-like replacement + linker emulating GNU ld) 2.0.34-git", "3.1.6"],
    ["node", "v18.19.1", "18.20"],
    ["node", "v8.11.0", "18.20"],
    ["cmake", "cmake version 3.9.6", "3.22"],
  ]) {
    program(name, `echo "${says}"`);
    const { status, stderr } = toolchain("need_to_build; install_missing");
    assert.equal(status, 1);
    const version = /\d+(\.\d+)+/.exec(says)[0];
    assert.equal(
      stderr,
      `error: ${join(folder, "bin", name)} is version ${version}, and ${expected} or newer is needed\n`,
    );
    rmSync(join(folder, "bin", name));
  }
  program("node", "echo 'node: bad interpreter' >&2; exit 126");
  assert.match(toolchain("need_to_build").stderr, /^error: .*\/bin\/node does not start: node: bad interpreter\n$/);
  assert.equal(existsSync(join(folder, "installed")), false);
});

test("the oldest versions that will do, and newer ones, pass", () => {
  for (const [name, minimum, says] of [
    ["emcc", "3.1.6", "emcc (Emscripten gcc/clang-like replacement + linker emulating GNU ld) 3.1.6 ()"],
    ["emcc", "3.1.6", "emcc (Emscripten) 4.0.10 (9b5f6b7)"],
    ["node", "18.20", "v18.20.4"],
    ["node", "18.20", "v22.1.0"],
    ["cmake", "3.22", "cmake version 3.22.1"],
    ["cmake", "3.22", "cmake version 4.0.0-rc1"],
  ]) {
    program(name, `echo "${says}"`);
    assert.equal(toolchain(`has_version ${name} ${minimum}`).status, 0, says);
  }
});

test("what is missing is installed once, and still missing afterwards it is told", () => {
  const check = 'need something has_file "$folder/something"; need bash has bash; install_missing';
  program("apt-get", 'echo "$*" >>"$folder/calls"; [ "$1" = update ] || touch "$folder/something"');
  program("sudo", '"$@"');
  const found = toolchain(check);
  assert.equal(found.status, 0, found.stderr);
  assert.equal(
    read("calls"),
    "update -qq\ninstall -y -qq -o DPkg::Lock::Timeout=300 --no-install-recommends something\n",
  );
  rmSync(join(folder, "something"));
  program("apt-get", ":");
  assert.match(
    toolchain(check).stderr,
    /error: apt-get has installed something, and what is needed of it is not found\n$/,
  );
});

test("the engines are timed without what only the command line and the page need", () => {
  const { stdout } = toolchain("has_source() { false; }; missing=(); need_to_compile; echo ${missing[*]}");
  assert.equal(stdout, "libeigen3-dev rapidjson-dev\n");
});

test("a Debian package is made with the programs that read what it needs", () => {
  const without =
    'has() { [ "$1" != file ] && [ "$1" != dpkg-shlibdeps ]; }; has_source() { true; }; has_version() { true; }';
  const { stdout } = toolchain(
    `${without}; need_to_pack; echo \${missing[*]}; missing=(); need_to_test; echo \${missing[*]}`,
  );
  const [packing, testing] = stdout.split("\n");
  assert.equal(packing, "file dpkg-dev");
  assert.match(testing, /\bfile dpkg-dev\b/);
});

test("sources are found where CMake finds them", () => {
  mkdirSync(join(folder, "include/own"), { recursive: true });
  write("include/own/own.h", "");
  const find = "has_source own/own.h";
  assert.notEqual(toolchain(find).status, 0);
  assert.equal(toolchain(find, { CMAKE_PREFIX_PATH: folder }).status, 0);
});

/** A project whose targets need what they need in ours, beside nothing else. */
const project = `
  cmake_minimum_required(VERSION 3.22)
  project(small LANGUAGES NONE)
  foreach(option RELUSCOPE_TESTS RELUSCOPE_COMMAND_LINE)
    option(\${option} "" OFF)
  endforeach()
  find_file(cached found.txt PATHS "\${CMAKE_SOURCE_DIR}" NO_DEFAULT_PATH)
  add_custom_target(bench)
  if(RELUSCOPE_TESTS)
    if(NOT EXISTS "\${CMAKE_SOURCE_DIR}/gtest")
      message(FATAL_ERROR "gtest was not found")
    endif()
    add_custom_target(core_tests)
  endif()
  if(RELUSCOPE_COMMAND_LINE)
    if(NOT EXISTS "\${CMAKE_SOURCE_DIR}/cli")
      message(FATAL_ERROR "cli was not found")
    endif()
    add_custom_target(reluscope)
  endif()
`;

/** Builds a target of that project. */
const build = (target, environment) =>
  toolchain(`cd "$folder" && build_with native compiler cmake ${target}`, environment);

test("a target asks for what it needs alone, and sees what was installed since", () => {
  program("compiler", "echo 1");
  write("CMakeLists.txt", project);
  assert.equal(build("bench").status, 0);
  assert.match(build("core_tests").stderr, /gtest was not found/);
  write("gtest", "");
  assert.equal(build("core_tests").stderr, "");
  assert.match(build("reluscope").stderr, /cli was not found/);
  write("cli", "");
  rmSync(join(folder, "gtest"));
  assert.equal(build("reluscope").stderr, "");
  assert.equal(build("bench").stderr, "");
});

test("a folder of another compiler, other settings or an unfinished configuration starts afresh, and no other does", () => {
  program("compiler", "echo 1");
  write("CMakeLists.txt", project);
  const object = "build/native/CMakeFiles/object.o";
  /** Whether what an earlier build left is still there after the next one. */
  const isKept = (environment) => {
    const { status, stderr } = build("bench", environment);
    assert.equal(status, 0, stderr);
    const kept = existsSync(join(folder, object));
    write(object, "");
    return kept;
  };
  assert.equal(isKept(), false);
  assert.equal(isKept(), true);
  program("compiler", "echo 2");
  assert.equal(isKept(), false);
  assert.equal(isKept({ CXXFLAGS: "-g" }), false);
  assert.equal(isKept({ CXXFLAGS: "-g" }), true);
  assert.equal(isKept(), false);

  write("CMakeLists.txt", "message(FATAL_ERROR stopped)");
  rmSync(join(folder, "build"), { recursive: true });
  assert.notEqual(build("bench").status, 0);
  write(object, "");
  write("CMakeLists.txt", project);
  assert.equal(isKept(), false);
});

test("npm's packages are installed again after an interruption, for another Node and another lock, and not else", () => {
  program(
    "npm",
    `echo "$*" >>"$folder/calls"
     mkdir -p "$folder/node_modules"; rm -rf "$folder/node_modules/.package-lock.json" "$folder/node_modules/.made-with"
     [ ! -e "$folder/interrupted" ] || exit 1
     touch "$folder/node_modules/.package-lock.json"`,
  );
  /** How often npm has been called by an installation, which ends as it should. */
  const installs = (status = 0) => {
    const before = existsSync(join(folder, "calls")) ? read("calls").split("\n").length : 1;
    assert.equal(toolchain('npm_ci "$folder"').status, status);
    return (existsSync(join(folder, "calls")) ? read("calls").split("\n").length : 1) - before;
  };
  write("package-lock.json", "1");
  write("interrupted", "");
  assert.equal(installs(1), 1);
  rmSync(join(folder, "interrupted"));
  assert.equal(installs(), 1);
  assert.equal(installs(), 0);
  assert.match(read("calls"), / ci --ignore-scripts /);
  write("package-lock.json", "2");
  assert.equal(installs(), 1);
  assert.equal(installs(), 0);
  rmSync(join(folder, "node_modules/.package-lock.json"));
  assert.equal(installs(), 1);
  program("node", "echo v99.0.0 linux x64");
  assert.equal(installs(), 1);
  assert.equal(installs(), 0);
});
