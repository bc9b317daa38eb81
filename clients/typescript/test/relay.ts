import { connect, createServer } from "node:net";

export interface Relay {
  readonly target: string;
  /** Bytes that clients have sent so far. */
  sent(): number;
  close(): void;
}

/** Passes a connection on to a target, and counts. */
export async function relayTo(target: string): Promise<Relay> {
  const [host, port] = target.split(":");
  let sent = 0;
  const server = createServer((near) => {
    const far = connect(Number(port), host);
    near.on("data", (bytes) => {
      sent += bytes.length;
    });
    near.pipe(far).pipe(near);
    for (const end of [near, far]) {
      end.on("error", () => {
        near.destroy();
        far.destroy();
      });
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the relay has no port");
  return { target: `127.0.0.1:${address.port}`, sent: () => sent, close: () => void server.close() };
}
