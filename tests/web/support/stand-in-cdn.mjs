// Stands for the CDN and for the registry in programs that fetch: the package's files are those of `dist`, and every package has one
// version.

import { readFile } from "node:fs/promises";

const packaged = new URL("../../../dist/npm/", import.meta.url);

globalThis.fetch = async (address) => {
  const { hostname, pathname } = new URL(address);
  const { version } = JSON.parse(await readFile(new URL("package.json", packaged), "utf8"));
  if (hostname !== "cdn.jsdelivr.net") return Response.json({ version, versions: { [version]: {} } });
  const [, file] = /^\/npm\/reluscope@[\d.]+\/(.+)$/.exec(pathname) ?? [];
  if (file === undefined) return new Response(undefined, { status: 404 });
  return new Response(await readFile(new URL(file, packaged)), {
    headers: { "content-type": "application/javascript" },
  });
};
