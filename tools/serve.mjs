// Serves a folder of static files on this machine.
//   node tools/serve.mjs FOLDER [--offline FILE]   serves it, and prints the address and the offline file's path

import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const FIRST_PORT = 8000;
const LAST_PORT = 8099;

/** The ports that a page for a reader is served on: the first free one. */
export const PORTS = Array.from({ length: LAST_PORT - FIRST_PORT + 1 }, (_, index) => FIRST_PORT + index);

const types = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
};

function listen(server, port) {
  return new Promise((succeed, refuse) => {
    server.once("error", refuse);
    server.listen(port, "127.0.0.1", succeed);
  });
}

/** What the folder's file `_headers` says is to be sent with all that is in it, if there is one. */
function headersOf(folder) {
  const file = join(folder, "_headers");
  if (!existsSync(file)) return {};
  const lines = readFileSync(file, "utf8").matchAll(/^ +([\w-]+): (.+)$/gm);
  return Object.fromEntries([...lines].map(([, name, value]) => [name, value]));
}

/** The path that is asked for; empty when it makes no sense. */
function pathOf(url) {
  try {
    return decodeURIComponent(new URL(url, "http://localhost").pathname);
  } catch {
    return "";
  }
}

/**
 * Serves `folder` below `prefix` on 127.0.0.1, on the first free of `ports` (0 means any). Resolves to the address and
 * a function that closes the server. `edit` changes the text of each page and header on its way out; `answer` returns
 * whether it has answered a path itself; `cache` is what browsers are told of keeping files.
 */
export async function serve(folder, { prefix = "/", ports = [0], edit, answer, cache = "no-cache" } = {}) {
  const root = resolve(folder) + sep;
  const server = createServer((request, response) => {
    const path = pathOf(request.url);
    if (answer?.(path, response)) return;
    const file = join(root, path.slice(prefix.length).replace(/(^|\/)$/, "$1index.html"));
    if (!path.startsWith(prefix) || !file.startsWith(root) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404, { "content-type": "text/plain" }).end("There is no such file.");
      return;
    }
    const type = types[extname(file)] ?? "application/octet-stream";
    for (const [name, value] of Object.entries(headersOf(folder))) response.setHeader(name, edit?.(value) ?? value);
    response.writeHead(200, { "content-type": type, "cache-control": cache });
    if (edit && type === "text/html") response.end(edit(readFileSync(file, "utf8")));
    else createReadStream(file).pipe(response);
  });
  for (const port of ports) {
    try {
      await listen(server, port);
      return {
        address: `http://127.0.0.1:${server.address().port}${prefix}`,
        close: () => {
          server.closeAllConnections();
          return new Promise((done) => server.close(done));
        },
      };
    } catch (error) {
      if (error.code !== "EADDRINUSE" || port === ports.at(-1)) {
        throw error;
      }
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, , offline] = process.argv.slice(2);
  try {
    const { address } = await serve(folder, { ports: PORTS });
    console.log(`ReLUscope is at ${address} (Ctrl-C ends it)`);
    if (offline !== undefined) console.log(`The offline page is ${resolve(offline)}`);
  } catch (error) {
    console.error(`error: no server on 127.0.0.1, ports ${FIRST_PORT} to ${LAST_PORT}: ${error.message}`);
    process.exitCode = 1;
  }
}
