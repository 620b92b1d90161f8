// Pages of others, with the element in them.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { dist } from "./browser.mjs";
import { visit } from "./visit.mjs";

const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

/**
 * Serves texts by path, each `{ text, headers }` or a text alone, and files of `dist` below paths that end with a slash;
 * `headers` go with everything. Resolves to the address and a function that closes the server.
 */
export async function stranger(places, headers = {}) {
  const found = async (path) => {
    if (places[path] !== undefined) return places[path];
    const folder = Object.keys(places).find((place) => place.endsWith("/") && path.startsWith(place));
    return folder && readFile(join(dist, places[folder], path.slice(folder.length)));
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const place = await found(pathname).catch(() => undefined);
    // The browser asks for an icon by itself.
    if (place === undefined) response.writeHead(pathname === "/favicon.ico" ? 204 : 404).end();
    else {
      const { text = place, headers: own = {}, status = 200 } = place;
      const type = types[extname(pathname)] ?? "text/html";
      response.writeHead(status, { "content-type": type, ...headers, ...own }).end(text);
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

/**
 * Serves a page of somebody's with what it needs, visits it, and hands it to `body` with its server; of other addresses
 * than its own only those of the servers are asked for.
 */
export async function visitPage(places, body, { path = "/notes/one/index.html", servers = [], ...options } = {}) {
  const host = await stranger(places);
  const expected = new RegExp(`^request: (?:${[host.address, ...servers].join("|")})`);
  try {
    await visit(`${host.address}${path}`, (page) => body(page, host), { expected, ...options });
  } finally {
    await host.close();
  }
}
