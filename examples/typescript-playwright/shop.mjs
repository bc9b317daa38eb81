// Serves the bundled shop; SHOP_EDITION=redesign serves it as it is after a redesign.
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

const pages = process.env.SHOP_PAGES ?? join(import.meta.dirname, "../../tests/scenarios/site");
const edition = process.env.SHOP_EDITION;

createServer((request, response) => {
  const name = /^\/shop\/([a-z]+)$/.exec(new URL(request.url, "http://shop").pathname)?.[1];
  const files = [edition && `${name}.${edition}.html`, `${name}.html`].filter(Boolean).map((file) => join(pages, file));
  const file = files.find(existsSync);
  response.writeHead(file ? 200 : 404, { "content-type": "text/html; charset=utf-8" });
  response.end(file ? readFileSync(file) : "not found");
}).listen(Number(process.env.SHOP_PORT ?? 4173), "127.0.0.1");
