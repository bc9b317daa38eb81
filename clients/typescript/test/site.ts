import { createServer } from "node:http";

export interface Site {
  readonly origin: string;
  /** What each path answers; tests change it, as a new release does. */
  readonly pages: Map<string, string>;
  close(): void;
}

/** Serves pages from memory on a free port. */
export async function serveSite(pages: Readonly<Record<string, string>>): Promise<Site> {
  const known = new Map(Object.entries(pages));
  const server = createServer((request, response) => {
    const html = known.get(new URL(request.url ?? "/", "http://site").pathname);
    response.writeHead(html === undefined ? 404 : 200, { "content-type": "text/html; charset=utf-8" });
    response.end(html);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the site has no port");
  return { origin: `http://127.0.0.1:${address.port}`, pages: known, close: () => void server.close() };
}
