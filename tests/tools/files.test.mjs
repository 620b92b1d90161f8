// What the command line reads and writes: links, folders, devices, modes, encodings and signals.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";

const top = mkdtempSync(join(tmpdir(), "reluscope-files-"));
after(() => rmSync(top, { recursive: true }));
chmodSync(top, 0o777);
// A copy that another user may start, too, wherever the project is.
const program = join(top, "reluscope");
copyFileSync(fileURLToPath(new URL("../../build/native/reluscope", import.meta.url)), program);

let folder;
let folders = 0;
beforeEach(() => {
  folder = join(top, String(++folders));
  mkdirSync(folder);
  chmodSync(folder, 0o777);
});

const path = (name) => join(folder, name);
const quick = ["run", "--set", "training.iterations=3", "--set", "network.width=2"];
const reluscope = (args, options = {}) =>
  spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28, ...options });
const isRoot = process.getuid() === 0;

/** A call that must do. */
function done(args, options) {
  const { status, stdout, stderr } = reluscope(args, options);
  assert.equal(status, 0, stderr);
  return stdout;
}

/** A call that must be refused: status 2, one line on stderr. */
function refused(args, options) {
  const { status, stderr } = reluscope(args, options);
  assert.equal(status, 2, stderr);
  assert.match(stderr, /^reluscope: [^\n]+\n$/);
  return stderr;
}

const widthIn = (file) => JSON.parse(readFileSync(file, "utf8")).experiment.network.width;

test("where the name is a link, what it leads to is written", () => {
  mkdirSync(path("there"));
  writeFileSync(path("there/run.json"), "before");
  symlinkSync("there/run.json", path("link.json"));
  symlinkSync("link.json", path("link-to-link.json"));
  done([...quick, "--output", path("link-to-link.json")]);
  assert.ok(lstatSync(path("link.json")).isSymbolicLink());
  assert.ok(lstatSync(path("link-to-link.json")).isSymbolicLink());
  assert.ok(lstatSync(path("there/run.json")).isFile());
  assert.equal(widthIn(path("there/run.json")), 2);
  assert.deepEqual(readdirSync(path("there")), ["run.json"]);

  symlinkSync("there/new.json", path("dangling.json"));
  done([...quick, "--output", path("dangling.json")]);
  assert.ok(lstatSync(path("dangling.json")).isSymbolicLink());
  assert.equal(widthIn(path("there/new.json")), 2);

  symlinkSync(path("gone/run.json"), path("lost.json"));
  assert.match(refused([...quick, "--output", path("lost.json")]), /lost\.json": there is no such folder/);
  symlinkSync("round.json", path("round.json"));
  assert.match(refused([...quick, "--output", path("round.json")]), /round\.json": cannot be written: .*links/);
});

test("a folder is told by its name, as what is read and as what is written", () => {
  assert.match(refused(["run", folder]), /" is a folder/);
  assert.match(refused([...quick, "--output", folder]), /this is a folder/);
  mkdirSync(path("folder.json"));
  assert.match(refused([...quick, "--output", path("folder.json")]), /folder\.json": this is a folder/);
  assert.match(refused([...quick, "--output", path("new.json/")]), /new\.json\/": there is no such folder/);
});

test("what cannot be read or written is told with the system's reason", { skip: !existsSync("/dev/full") }, () => {
  assert.match(refused(["run", path("none.json")]), /none\.json": there is no such file/);
  symlinkSync("none.json", path("dangling.json"));
  assert.match(refused(["run", path("dangling.json")]), /dangling\.json": cannot be read: No such file/);
  assert.match(refused(["run", "/proc/self/mem"]), /"\/proc\/self\/mem": cannot be read: /);
  assert.match(refused([...quick, "--output", "/dev/full"]), /"\/dev\/full": cannot be written: No space left/);
  writeFileSync(path("file"), "");
  assert.match(
    refused([...quick, "--output", path("file/run.json")]),
    /file\/run\.json": cannot be written: Not a directory/,
  );
  assert.match(
    refused([...quick, "--output", `${path("n".repeat(300))}.json`]),
    /cannot be written: File name too long/,
  );
});

test("what the reader may not touch is refused before training, and stays", () => {
  const other = isRoot ? { uid: 65534, gid: 65534 } : {};
  writeFileSync(path("secret.json"), "{}");
  chmodSync(path("secret.json"), 0o000);
  writeFileSync(path("kept.json"), "kept");
  chmodSync(path("kept.json"), 0o444);
  mkdirSync(path("closed"));
  chmodSync(path("closed"), 0o555);
  const slow = ["run", "--preset", "forty-points", "--neurons", "10"];
  assert.match(refused(["run", path("secret.json")], other), /secret\.json": cannot be read: Permission denied/);
  assert.match(
    refused([...slow, "--output", path("kept.json")], other),
    /kept\.json": cannot be written: Permission denied/,
  );
  assert.match(
    refused([...slow, "--output", path("closed/run.json")], other),
    /its folder takes no new file: Permission/,
  );
  assert.equal(readFileSync(path("kept.json"), "utf8"), "kept");
});

test("devices and pipes are written as they stand", () => {
  done([...quick, "--output", "/dev/null"]);
  assert.ok(statSync("/dev/null").isCharacterDevice());
  assert.equal(JSON.parse(done([...quick, "--output", "/dev/stdout"])).frames.length, 3);
  const shell = (script) =>
    spawnSync("bash", ["-c", script, "bash", program, ...quick], { encoding: "utf8", cwd: folder });
  assert.equal(shell('mkfifo pipe; cat pipe >got & "$@" --output pipe && wait').status, 0);
  assert.equal(widthIn(path("got")), 2);
  assert.equal(shell('echo first >two; "$@" --output /dev/stdout >>two').status, 0);
  assert.match(readFileSync(path("two"), "utf8"), /^first\n\{"version"/);
  assert.match(shell('"$@" --output /dev/fd/9').stderr, /^reluscope: --output "\/dev\/fd\/9": /);
});

test("an experiment is read from a pipe", () => {
  const input = '{"network":{"width":5}}';
  for (const name of ["-", "/dev/stdin"]) {
    const run = JSON.parse(done(["run", name, "--set", "training.iterations=1"], { input }));
    assert.equal(run.experiment.network.width, 5);
  }
});

test("a file that is there keeps its mode and its owner; a new one has the shell's", () => {
  writeFileSync(path("run.json"), "before");
  chmodSync(path("run.json"), 0o640);
  if (isRoot) chownSync(path("run.json"), 65534, 65534);
  done([...quick, "--output", path("run.json")]);
  const { mode, uid, gid } = statSync(path("run.json"));
  assert.equal(mode & 0o7777, 0o640);
  if (isRoot) assert.deepEqual([uid, gid], [65534, 65534]);
  assert.equal(widthIn(path("run.json")), 2);
  for (const [mask, expected] of [
    ["077", 0o600],
    ["022", 0o644],
  ]) {
    const output = path(`${mask}.json`);
    spawnSync("sh", ["-c", `umask ${mask}; exec "$@"`, "sh", program, ...quick, "--output", output]);
    assert.equal(statSync(output).mode & 0o7777, expected);
  }
});

test("nothing else in the folder is touched, whatever it is called", () => {
  writeFileSync(path("victim"), "victim");
  symlinkSync("victim", path("run.json.part"));
  writeFileSync(path("own.json.part"), "own");
  done([...quick, "--output", path("run.json")]);
  done([...quick, "--output", path("own.json")]);
  assert.equal(readFileSync(path("victim"), "utf8"), "victim");
  assert.equal(readFileSync(path("own.json.part"), "utf8"), "own");
  assert.deepEqual(readdirSync(folder).sort(), ["own.json", "own.json.part", "run.json", "run.json.part", "victim"]);
});

/** A run whose file is large enough to be caught while it is written. */
const large = [
  ...["run", "--set", "network.width=40000", "--set", "training.iterations=60", "--set", "training.frameGrowth=1"],
  ...["--set", "training.engine=dense"],
];

/** Begins a run, and resolves once its file is being written. */
async function writing(output, wrap = []) {
  const [command, ...args] = [...wrap, program, ...large, "--output", output];
  const child = spawn(command, args, { cwd: folder });
  const ended = new Promise((resolve) => child.on("close", (status, signal) => resolve({ status, signal })));
  while (child.exitCode === null && !readdirSync(folder).some((name) => /^\./.test(name))) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return { child, ended };
}

test("signals leave nothing behind, one alone or several at once", async () => {
  writeFileSync(path("run.json"), "before");
  for (const signals of [
    ["SIGINT"],
    ["SIGTERM"],
    ["SIGHUP"],
    ["SIGPIPE"],
    ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"],
  ]) {
    const { child, ended } = await writing("run.json");
    for (const signal of signals) child.kill(signal);
    assert.ok(signals.includes((await ended).signal));
    assert.deepEqual(readdirSync(folder), ["run.json"]);
    assert.equal(readFileSync(path("run.json"), "utf8"), "before");
  }
});

test("a signal that the shell has told it to ignore does not end it", async () => {
  const { child, ended } = await writing("run.json", ["sh", "-c", 'trap "" HUP; exec "$@"', "sh"]);
  child.kill("SIGHUP");
  assert.equal((await ended).status, 0);
  assert.equal(widthIn(path("run.json")), 40000);
});

test("two runs into one file leave one of the two", async () => {
  const both = await Promise.all([writing("run.json"), writing("run.json")]);
  for (const { ended } of both) assert.equal((await ended).status, 0);
  assert.equal(JSON.parse(readFileSync(path("run.json"), "utf8")).frames.length, 60);
  assert.deepEqual(readdirSync(folder), ["run.json"]);
});

test("a file that finds no room leaves the one before, and nothing else", () => {
  writeFileSync(path("run.json"), "before");
  const limited = spawnSync(
    "sh",
    ["-c", 'ulimit -f 100; exec "$@"', "sh", program, ...large, "--output", path("run.json")],
    {
      encoding: "utf8",
    },
  );
  assert.equal(limited.status, 2);
  assert.match(limited.stderr, /^reluscope: .*run\.json": cannot be written: File too large\n$/);
  assert.equal(readFileSync(path("run.json"), "utf8"), "before");
  assert.deepEqual(readdirSync(folder), ["run.json"]);
});

const text = '{"network":{"width":3},"training":{"iterations":2}}';
const utf16 = (text) => Buffer.from(text, "utf16le");
const swapped = (buffer) => Buffer.from(buffer).swap16();

for (const [what, bytes] of [
  ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${text}`)],
  ["UTF-16, little-endian", utf16(`\ufeff${text}`)],
  ["UTF-16, big-endian", swapped(utf16(`\ufeff${text}`))],
  ["UTF-16, little-endian without a mark", utf16(text)],
  ["UTF-16, big-endian without a mark", swapped(utf16(text))],
]) {
  test(`an experiment is read in ${what}`, () => {
    writeFileSync(path("e.json"), bytes);
    assert.equal(JSON.parse(done(["run", path("e.json")])).experiment.network.width, 3);
  });
}

test("letters of every length come out of UTF-16 as they went in", () => {
  const name = "aé€😀\u07ff\u0800\uffff\u{10000}\u{10ffff}";
  writeFileSync(path("16.json"), utf16(`\ufeff{"preset":"${name}"}`));
  writeFileSync(path("8.json"), `{"preset":"${name}"}`);
  assert.equal(refused(["run", path("16.json")]), refused(["run", path("8.json")]));
});

for (const [what, bytes, says] of [
  ["half a letter", utf16('\ufeff{"preset":"\ud800"}'), /byte 25 of 30, which is no UTF-16/],
  ["the other half of a letter", utf16('\ufeff{"\udc00":1}'), /byte 7 of 16, which is no UTF-16/],
  ["half a unit", Buffer.concat([utf16("\ufeff{}"), Buffer.from("x")]), /byte 7 of 7, which is no UTF-16/],
  ["bytes of another encoding", Buffer.from('{"preset":"\xe9"}', "latin1"), /byte \d+ of 14/],
  ["nothing", Buffer.from([0xff, 0xfe]), /breaks off after 0 bytes/],
]) {
  test(`a file with ${what} is refused with the place`, () => {
    writeFileSync(path("e.json"), bytes);
    assert.match(refused(["run", path("e.json")]), says);
  });
}
