// What the client costs beside the bare stub, in one run: `npm run bench`; writes bench/results.json.
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { createChannel, createClient } from "nice-grpc";
import { expect, test } from "vitest";
import { SelectorServiceDefinition } from "../src/gen/pacts/v1/selector_service.js";
import { Client, SelectorStrategy } from "../src/index.js";
import { serve } from "../test/daemon.js";
import { quantiles } from "./quantiles.js";

const ROUNDS = Number(process.env.ROUNDS ?? 2_000);
const WARM = 300;
const AIM = 1.2;
const QUERY = { app: "bench", environment: "test", page: "notes", element: "Save" };

test("a call of the client beside one of the bare stub", async () => {
  const daemon = await serve();
  const client = new Client({ target: daemon.target });
  const channel = createChannel(daemon.target);
  const stub = createClient(SelectorServiceDefinition, channel);
  await client.save(QUERY, [{ strategy: SelectorStrategy.CSS, value: "#save" }]);

  const calls = { client: () => client.get(QUERY), stub: () => stub.getSelector({ query: QUERY }) };
  const times: Record<keyof typeof calls, number[]> = { client: [], stub: [] };
  for (let round = -WARM; round < ROUNDS; round += 1) {
    // Turn about, so that what else the machine does falls on both.
    for (const name of round % 2 === 0 ? (["client", "stub"] as const) : (["stub", "client"] as const)) {
      const started = performance.now();
      await calls[name]();
      if (round >= 0) times[name].push(performance.now() - started);
    }
  }
  const [ofClient, ofStub] = [quantiles(times.client), quantiles(times.stub)];
  const ratio = ofClient.p50 / ofStub.p50;
  const machine = { node: process.version, cpus: cpus().length };
  const result = {
    what: "GetSelector, a hit in memory, ms",
    rounds: ROUNDS,
    client: ofClient,
    stub: ofStub,
    ratio,
    ...machine,
  };
  writeFileSync(join(import.meta.dirname, "results.json"), `${JSON.stringify(result, null, 2)}\n`);
  console.log(result);
  client.close();
  channel.close();
  await daemon.stop();
  expect(ratio).toBeLessThan(AIM);
}, 600_000);
