// What a release is made of: one version, workflows that cannot change under us, and what is installed.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "reluscope-release-"));
after(() => rmSync(folder, { recursive: true }));

const read = (name) => readFileSync(join(root, name), "utf8");
const [, version] = /project\(reluscope VERSION ([\d.]+)/.exec(read("CMakeLists.txt"));

function done(program, ...args) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return stdout;
}

test("the version is in one place, and the changelog begins with it", () => {
  for (const name of ["web/package.json", "tests/web/package.json"])
    assert.equal(JSON.parse(read(name)).version, undefined);
  assert.equal(/^## (\S+)/m.exec(read(".github/CHANGELOG.md"))[1], version);
  assert.equal(done(join(root, "build/native/reluscope"), "--version").trim(), version);
});

test("a tag of another version makes no release", () => {
  const { status, stderr } = spawnSync(join(root, "tools/release"), ["v0.0.1"], { encoding: "utf8" });
  assert.equal(status, 1);
  assert.match(stderr, new RegExp(`the tag is v0\\.0\\.1, and CMakeLists\\.txt has version ${version}`));
});

test("workflows take actions and images by their hashes, leave no credentials, and may do nothing unless they say so", () => {
  for (const name of readdirSync(join(root, ".github/workflows"))) {
    const text = read(`.github/workflows/${name}`);
    const actions = [...text.matchAll(/uses: (.+)/g)];
    assert.ok(actions.length > 0, name);
    for (const [, action] of actions) assert.match(action, /^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, name);
    for (const [, image] of text.matchAll(/(?:container|image): (.+)/g))
      assert.match(image, /^[\w./:-]+@sha256:[0-9a-f]{64}$/, name);
    assert.equal(text.match(/actions\/checkout@/g)?.length, text.match(/persist-credentials: false/g)?.length, name);
    assert.match(text, /^permissions:\n {2}contents: read\n/m, name);
  }
});

test("what is installed runs, and its manual page tells every option", () => {
  done("cmake", "--install", join(root, "build/native"), "--prefix", folder);
  assert.equal(done(join(folder, "bin/reluscope"), "--version").trim(), version);
  const manual = gunzipSync(readFileSync(join(folder, "share/man/man1/reluscope.1.gz"))).toString();
  assert.match(manual, new RegExp(`ReLUscope ${version}`));
  const plain = manual.replaceAll("\\-", "-");
  for (const command of ["run", "sweep", "presets", "schema"]) {
    assert.ok(plain.includes(`reluscope ${command}`), command);
    for (const [option] of done(join(folder, "bin/reluscope"), command, "--help").matchAll(/--[a-z]+/g)) {
      assert.ok(plain.includes(option), option);
    }
  }
  assert.match(readFileSync(join(folder, "share/doc/reluscope/copyright"), "utf8"), /Eigen \(MPL-2\.0/);
});

const isDebian = spawnSync("dpkg-deb", ["--version"]).status === 0;
test("the Debian package has what it needs", { skip: !isDebian }, () => {
  done("cpack", "--config", join(root, "build/native/CPackConfig.cmake"), "-B", folder);
  const [name] = readdirSync(folder).filter((each) => each.endsWith(".deb"));
  assert.ok(name.startsWith(`reluscope_${version}_`), name);
  assert.match(done("dpkg-deb", "--field", join(folder, name), "Depends"), /libc6 .*libstdc\+\+6/);
  assert.match(
    done("dpkg-deb", "--contents", join(folder, name)),
    /-rwxr-xr-x root\/root .* \.\/usr\/bin\/reluscope\n/,
  );
});
