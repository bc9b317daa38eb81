// Addresses without what may be secret in them: user, password, query, and a fragment of parameters.

const MAX_LENGTH = 256;

export function withoutSecrets(address: string): string | null {
  const text = address.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase();
  if (scheme && scheme !== "http" && scheme !== "https" && scheme !== "file") return scheme + ":";
  const hash = text.indexOf("#");
  const fragment = hash < 0 ? "" : text.slice(hash);
  const path = (hash < 0 ? text : text.slice(0, hash))
    .replace(/\?[^]*$/, "")
    .replace(/^([a-z]+:)?(\/\/)[^/]*@/i, "$1$2");
  const kept = path + (/[=?&]/.test(fragment) ? fragment.replace(/[?=&][^]*$/, "") : fragment);
  return kept.length > MAX_LENGTH ? null : kept;
}
