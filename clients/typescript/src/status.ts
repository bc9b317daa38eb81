import { type Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { classOfCode, classOfReason, PactsError } from "./gen/errors.js";
import { ErrorInfo } from "./gen/google/rpc/error_details.js";
import { Status } from "./gen/google/rpc/status.js";
import type { BatchError } from "./gen/pacts/v1/selector_service.js";

const DOMAIN = "pacts";
const DETAILS = "grpc-status-details-bin";

/** Returns the error of the tree that a failed call stands for: by its ErrorInfo, else by its code. */
export function errorOf(failure: ServiceError, method: string): PactsError {
  const info = infoOf(failure.metadata);
  const code = status[failure.code] ?? "UNKNOWN";
  if (info === undefined && failure.code === status.UNIMPLEMENTED) {
    const message = `the daemon is older than this client: it does not know ${method}`;
    return errorMade(code, message, "", {}, failure);
  }
  return errorMade(code, failure.details, info?.reason ?? "", info?.metadata ?? {}, failure);
}

/** Returns the error of one request of a batch. */
export function errorOfBatch(error: BatchError): PactsError {
  return errorMade(status[error.code] ?? "UNKNOWN", error.message, error.reason, error.metadata);
}

function errorMade(
  code: string,
  message: string,
  reason: string,
  metadata: Readonly<Record<string, string>>,
  cause?: Error,
): PactsError {
  const Made = classOfReason[reason] ?? classOfCode[code] ?? PactsError;
  return new Made(message || code, { code, reason, metadata, cause });
}

function infoOf(metadata: Metadata | undefined): ErrorInfo | undefined {
  for (const bytes of metadata?.get(DETAILS) ?? []) {
    if (!(bytes instanceof Uint8Array)) continue;
    const found = detailsOf(bytes).find((detail) => detail.typeUrl.endsWith("/google.rpc.ErrorInfo"));
    const info = found && ErrorInfo.decode(found.value);
    if (info?.domain === DOMAIN) return info;
  }
  return undefined;
}

function detailsOf(bytes: Uint8Array): Status["details"] {
  try {
    return Status.decode(bytes).details;
  } catch {
    return []; // details that cannot be read, from a proxy perhaps: the code still says enough
  }
}
