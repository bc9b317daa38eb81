import { readFileSync } from "node:fs";
import { type ChannelCredentials, credentials } from "@grpc/grpc-js";

export const DEFAULT_TARGET = "127.0.0.1:50551";

const MAX_PORT = 65535;
const LOOPBACK = /^(ipv4:|ipv6:|dns:(\/\/\/)?)?(127(\.\d{1,3}){3}|localhost|\[::1\])(:\d+)?$/i;

/** PEM text, or bytes of it; `{ file }` names a file that holds it. */
export type Pem = string | Uint8Array | { readonly file: string };

export interface TlsOptions {
  /** Certificates to trust; absent: the system's. */
  readonly ca?: Pem;
  /** The client's certificate; needs `key`. */
  readonly certificate?: Pem;
  /** The private key of `certificate`. */
  readonly key?: Pem;
}

/** Returns a target whose port exists: gRPC would quietly wrap 99999 around to another one. */
export function checkedTarget(target: string): string {
  const port = target.startsWith("unix") ? undefined : /:(\d+)$/.exec(target)?.[1];
  if (target === "" || (port !== undefined && !(Number(port) > 0 && Number(port) <= MAX_PORT))) {
    throw new TypeError(`target: must be host:port or unix:/path, not ${JSON.stringify(target)}`);
  }
  return target;
}

/** Says whether a target is on this machine: loopback or a Unix socket. */
export function isLocal(target: string): boolean {
  return /^unix(-abstract)?:/.test(target) || LOOPBACK.test(target);
}

/** Returns the authorization that calls carry; a token never leaves the machine in clear. */
export function authorizationOf(target: string, token: string | undefined, encrypted: boolean): string | undefined {
  if (token === undefined || token === "") return undefined;
  if (!encrypted && !isLocal(target)) throw new TypeError("token: needs TLS for a target on another machine");
  return `Bearer ${token}`;
}

export function credentialsOf(tls: TlsOptions | boolean | undefined): ChannelCredentials {
  if (!tls) return credentials.createInsecure();
  const { ca, certificate, key } = tls === true ? {} : (tls as TlsOptions);
  if ((certificate === undefined) !== (key === undefined)) {
    throw new TypeError("tls: certificate and key go together");
  }
  return credentials.createSsl(pemOf(ca), pemOf(key), pemOf(certificate));
}

function pemOf(pem: Pem | undefined): Buffer | null {
  if (pem === undefined) return null;
  if (typeof pem === "string") return Buffer.from(pem);
  return pem instanceof Uint8Array ? Buffer.from(pem) : readFileSync(pem.file);
}
