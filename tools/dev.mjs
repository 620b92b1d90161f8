// Builds and serves the page, and rebuilds and reloads it whenever a source changes. tools/dev calls it.

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { PORTS, serve } from "./serve.mjs";

/** Milliseconds between two looks at the sources. Node 18 cannot watch folders recursively on Linux, so we poll. */
const INTERVAL = 300;

const reloadScript = readFileSync(new URL("reload.js", import.meta.url), "utf8");

/** A text that changes when a file below `path` is written, created or removed. */
function fingerprint(path) {
  if (path.endsWith("node_modules")) return "";
  try {
    const status = statSync(path);
    if (!status.isDirectory()) return `${path} ${status.mtimeMs}\n`;
    return readdirSync(path)
      .map((name) => fingerprint(join(path, name)))
      .join("");
  } catch {
    return ""; // Removed while we looked.
  }
}

/** Runs a bash command in `folder`. Resolves to what it printed if it failed, and to "" otherwise. */
function problemOf(command, folder) {
  return new Promise((resolve) => {
    const child = spawn("bash", ["-c", command], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    let printed = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (printed += chunk));
    child.on("close", (status) => resolve(status === 0 ? "" : printed.trim() || `exit status ${status}`));
  });
}

/**
 * Serves `folder`/`site`, and runs each step's command in `folder` at the start and whenever one of its sources changes.
 * After a build the open pages reload; after a failed one they show why. A step is {name, sources, command}. Resolves to
 * the address and a function that ends it.
 */
export async function develop({ folder, site, steps, ports = PORTS, log = console.error }) {
  const listeners = new Set();
  const states = steps.map(() => ({ seen: undefined, problem: "" }));
  let built = 0;
  let isOpen = true;

  const message = () => {
    const problems = steps.map(
      ({ name }, i) => states[i].problem && `Failed to build ${name}:\n\n${states[i].problem}`,
    );
    return `data: ${JSON.stringify({ built, problem: problems.filter(Boolean).join("\n\n") })}\n\n`;
  };

  async function watch() {
    while (isOpen) {
      let hasRun = false;
      for (const [i, { name, sources, command }] of steps.entries()) {
        const state = states[i];
        const now = sources.map((source) => fingerprint(join(folder, source))).join("");
        if (now === state.seen) continue;
        log(`Building ${name} …`);
        const began = Date.now();
        state.seen = now;
        state.problem = await problemOf(command, folder);
        hasRun = true;
        if (state.problem === "") built = Date.now();
        log(state.problem || `Built ${name} in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
        if (state.problem) log(`Failed to build ${name}; still serving the last good page.`);
      }
      if (hasRun) for (const response of listeners) response.write(message());
      await sleep(INTERVAL);
    }
  }

  const root = join(folder, site);
  if (!existsSync(join(root, "index.html"))) {
    mkdirSync(root, { recursive: true });
    writeFileSync(join(root, "index.html"), "<!doctype html><head><title>ReLUscope</title></head><p>Building …</p>");
  }
  const { address, close } = await serve(root, {
    ports,
    // The page's policy lets it connect to nothing, and here it listens for builds.
    edit: (text) =>
      text
        .replace("default-src 'none'", "default-src 'none'; connect-src 'self'")
        .replace("</head>", `<script src="/dev/reload.js?built=${built}" defer></script></head>`),
    answer(path, response) {
      if (path === "/dev/reload.js") {
        response.writeHead(200, { "content-type": "text/javascript" }).end(reloadScript);
      } else if (path === "/dev/events") {
        response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" }).write(message());
        listeners.add(response);
        response.on("close", () => listeners.delete(response));
      } else {
        return false;
      }
      return true;
    },
  });
  const watching = watch();
  return {
    address,
    async close() {
      isOpen = false;
      await close();
      await watching;
    },
  };
}

/** Steps that build the page in `build/dev`, whose `site` is replaced only by a whole one. */
const steps = [
  {
    name: "the command line and the WebAssembly module",
    sources: ["CMakeLists.txt", "core", "wasm"],
    command: "source tools/toolchain.sh; build_native reluscope; build_wasm reluscope_module",
  },
  {
    name: "the page",
    sources: [
      "web",
      ...["", "-full"].flatMap((which) => [".mjs", ".wasm"].map((kind) => `build/wasm/reluscope${which}${kind}`)),
    ],
    command: `set -e
      node web/build.mjs build/wasm build/dev/next --source-maps
      rm -rf build/dev/site
      mv build/dev/next/site build/dev/site`,
  },
];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = fileURLToPath(new URL("..", import.meta.url));
  const { address } = await develop({ folder, site: "build/dev/site", steps });
  console.log(`ReLUscope is at ${address} and reloads when a source changes (Ctrl-C ends it)`);
}
