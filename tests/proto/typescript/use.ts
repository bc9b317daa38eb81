// What a caller writes: it compiles only while the generated code has these names.
import { strict as assert } from "node:assert";

import { createChannel, createClient } from "nice-grpc";
import { ErrorInfo, RichClientError } from "nice-grpc-error-details";

import { ErrorReason, errorReasonFromJSON } from "./generated/pacts/v1/errors.js";
import { Found } from "./generated/pacts/v1/element.js";
import {
  type GetSelectorRequest,
  type SelectorServiceClient,
  SelectorServiceDefinition,
} from "./generated/pacts/v1/selector_service.js";

function request(html: string): GetSelectorRequest {
  return {
    query: {
      app: "shop",
      environment: "test",
      page: "home",
      element: "Save",
      action: 0,
      scope: "",
      ordinal: 0,
      frame: "",
      variant: {},
    },
    evidence: { kind: { $case: "page", value: { source: { $case: "html", value: html } } } },
    access: undefined,
  };
}

export async function describe(target: string): Promise<string> {
  const client: SelectorServiceClient = createClient(SelectorServiceDefinition, createChannel(target));
  const { result } = await client.getSelector(request("<p>"));
  if (result?.$case !== "found") return "miss";
  const { identity, version } = result.value;
  return `${identity?.role} ${JSON.stringify(identity?.name)}, version ${version}`;
}

export function reason(failure: unknown): ErrorReason {
  if (!(failure instanceof RichClientError)) return ErrorReason.ERROR_REASON_UNSPECIFIED;
  const info = failure.extra.find((detail): detail is ErrorInfo => detail.$type === ErrorInfo.$type);
  return errorReasonFromJSON(`ERROR_REASON_${info?.reason}`);
}

// An int64 is a number here, so that JSON.stringify takes it; one that is no safe integer throws.
const found = Found.decode(Found.encode(Found.fromPartial({ version: Number.MAX_SAFE_INTEGER })).finish());
assert.equal(JSON.parse(JSON.stringify(found)).version, Number.MAX_SAFE_INTEGER);
