import { startDaemon } from "../run/daemon.js";
import { flag, text } from "../run/environment.js";

// They are for a daemon that is named: one's own listens in the clear, and asks for no token.
const OF_A_NAMED_ONE = ["TOKEN", "TLS", "TLS_CA", "TLS_CERTIFICATE", "TLS_KEY"];

/** Playwright Test's global setup: where no daemon is named, starts one for all workers, and stops it after the run. */
export default async function globalSetup(): Promise<(() => Promise<void>) | undefined> {
  if (text("PACTS_TARGET") || !flag("PACTS_EPHEMERAL")) return undefined;
  const daemon = await startDaemon();
  for (const name of OF_A_NAMED_ONE) delete process.env[`PACTS_${name}`];
  // Workers are started with the variables that this process has then.
  process.env.PACTS_TARGET = daemon.target;
  return () => daemon.stop();
}
