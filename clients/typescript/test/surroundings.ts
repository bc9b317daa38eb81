// What tests of a session need around them: a daemon, a browser without a port, a site, and a client.
import type { Browser } from "playwright-core";
import { Client } from "../src/index.js";
import { launch } from "./browser.js";
import { type Daemon, serve } from "./daemon.js";
import { type Site, serveSite } from "./site.js";

export interface Surroundings {
  readonly daemon: Daemon;
  readonly browser: Browser;
  readonly site: Site;
  readonly client: Client;
  stop(): Promise<void>;
}

export async function surroundings(): Promise<Surroundings> {
  const [daemon, browser, site] = await Promise.all([serve(), launch(), serveSite({})]);
  const client = new Client({ target: daemon.target });
  const stop = async () => {
    client.close();
    site.close();
    await browser.close();
    await daemon.stop();
  };
  return { daemon, browser, site, client, stop };
}
