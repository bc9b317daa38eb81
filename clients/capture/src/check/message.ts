// A PageCheck as it comes, in either spelling of proto3's JSON, and a Verification as it goes.

import { quoted } from "../output";

export interface Selector {
  strategy: string;
  value: string;
  role: string;
  attribute: string;
  positional: boolean;
}

export interface RecordKeys {
  keys: string[];
  namedText: boolean;
}

export interface Identity {
  tag: string;
  role: string;
  name: string;
  label: string;
  attributes: [name: string, value: string][];
  neighbourhood: string[];
  records: RecordKeys[];
}

export interface PageCheck {
  selectors: Selector[];
  identity: Identity;
  action: string;
  document: string;
}

export interface Verification {
  selector: Selector | null;
  matches: number;
  isSame: boolean | null;
  failed: string;
  detail: string;
  failureClass: string;
  isElsewhere?: boolean;
}

const STRATEGIES = ["UNSPECIFIED", "CSS", "XPATH", "ROLE", "LABEL", "PLACEHOLDER", "TEXT", "ALT_TEXT", "TITLE", "TEST_ID"];
const ACTIONS = ["UNSPECIFIED", "CLICK", "FILL", "SELECT", "CHECK", "HOVER", "READ"];

type Fields = Record<string, unknown>;

/** @throws Error that names the field which cannot be read. */
export function readCheck(given: unknown): PageCheck {
  const check = fieldsOf(typeof given === "string" ? parsed(given) : given, "the check");
  const selectors = listOf(check, "selectors", "", readSelector);
  if (!selectors.length) throw new Error("selectors: at least one is needed");
  return {
    selectors,
    identity: readIdentity(fieldsOf(of(check, "identity") ?? {}, "identity")),
    action: enumOf(check, "action", "", "ACTION_", ACTIONS),
    document: textOf(check, "document", ""),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("the check is not JSON");
  }
}

function readSelector(given: unknown, path: string): Selector {
  const selector = fieldsOf(given, path);
  const strategy = enumOf(selector, "strategy", path, "SELECTOR_STRATEGY_", STRATEGIES);
  if (strategy === "UNSPECIFIED") throw new Error(`${path}.strategy: must be set`);
  return {
    strategy,
    value: textOf(selector, "value", path),
    role: textOf(selector, "role", path),
    attribute: textOf(selector, "attribute", path),
    positional: flagOf(selector, "positional", path),
  };
}

function readIdentity(identity: Fields): Identity {
  const text = (name: string): string => textOf(identity, name, "identity");
  const attributes: [string, string][] = [];
  const given = fieldsOf(of(identity, "attributes") ?? {}, "identity.attributes");
  for (const name in given) {
    if (hasOwn(given, name)) attributes[attributes.length] = [name, textOf(given, name, "identity.attributes")];
  }
  return {
    tag: text("tag"), role: text("role"), name: text("name"), label: text("label"), attributes,
    neighbourhood: listOf(identity, "neighbourhood", "identity", asText),
    records: listOf(identity, "records", "identity", readRecord),
  };
}

function readRecord(given: unknown, path: string): RecordKeys {
  const record = fieldsOf(given, path);
  return { keys: listOf(record, "keys", path, asText), namedText: flagOf(record, "namedText", path) };
}

/** Found once for each name: most fields of a check are left out. */
const ORIGINALS: Record<string, string> = Object.create(null);
const hasOwn = (of: object, name: string): boolean => Object.prototype.hasOwnProperty.call(of, name);

/** A field by its lowerCamelCase name or by the one that the proto has. */
function of(fields: Fields, name: string): unknown {
  if (hasOwn(fields, name)) return fields[name] ?? undefined;
  const original = (ORIGINALS[name] ??= name.replace(/[A-Z]/g, (letter) => "_" + letter.toLowerCase()));
  return hasOwn(fields, original) ? fields[original] ?? undefined : undefined;
}

function fieldsOf(given: unknown, path: string): Fields {
  if (typeof given !== "object" || given === null || Array.isArray(given)) throw new Error(`${path}: must be an object`);
  return given as Fields;
}

function listOf<T>(fields: Fields, name: string, path: string, read: (given: unknown, path: string) => T): T[] {
  const given = of(fields, name) ?? [];
  const where = path ? `${path}.${name}` : name;
  if (!Array.isArray(given)) throw new Error(`${where}: must be a list`);
  const made: T[] = [];
  for (let i = 0; i < given.length; i++) made[i] = read(given[i], `${where}[${i}]`);
  return made;
}

function asText(given: unknown, path: string): string {
  if (typeof given !== "string") throw new Error(`${path}: must be a string`);
  return given;
}

const textOf = (fields: Fields, name: string, path: string): string =>
  asText(of(fields, name) ?? "", path ? `${path}.${name}` : name);

function flagOf(fields: Fields, name: string, path: string): boolean {
  const given = of(fields, name) ?? false;
  if (typeof given !== "boolean") throw new Error(`${path}.${name}: must be true or false`);
  return given;
}

/** An enum's value by its name or its number, without the prefix that all of its values share. */
function enumOf(fields: Fields, name: string, path: string, prefix: string, values: string[]): string {
  const given = of(fields, name) ?? 0;
  for (let i = 0; i < values.length; i++) if (given === i || given === prefix + values[i]) return values[i]!;
  throw new Error(`${path ? path + "." : ""}${name}: no such value`);
}

export function writeVerification(of: Verification, document: string): string {
  const { selector, matches, isSame, failed, detail, failureClass, isElsewhere } = of;
  let json = selector ? `"selector":${writeSelector(selector)},"matches":${matches}` : `"matches":${matches}`;
  if (isSame !== null) json += `,"isSame":${isSame}`;
  if (failed) json += `,"failed":"GATE_POINT_${failed.toUpperCase()}"`;
  if (detail) json += `,"detail":${quoted(detail).json}`;
  if (failureClass) json += `,"failureClass":"FAILURE_CLASS_${failureClass}"`;
  if (isElsewhere) json += ',"isElsewhere":true';
  return `{${json},"document":${quoted(document).json}}`;
}

function writeSelector(selector: Selector): string {
  const { strategy, value, role, attribute, positional } = selector;
  let json = `{"strategy":"SELECTOR_STRATEGY_${strategy}","value":${quoted(value).json}`;
  if (role) json += `,"role":${quoted(role).json}`;
  if (attribute) json += `,"attribute":${quoted(attribute).json}`;
  return json + (positional ? `,"positional":true}` : "}");
}
