// Addresses without what may be secret in them: user, password, query, and a fragment of parameters.

const MAX_LENGTH = 256;
// Enough to tell two links of a page apart, and too little to find a secret by trying.
const DIGEST_MASK = 0xffff;

/** Four hexadecimal digits that stand for the query of an address (FNV-1a, folded), or null. */
export function queryDigest(address: string): string | null {
  const query = /\?([^#]+)/.exec(address)?.[1];
  if (!query) return null;
  let hash = 0x811c9dc5;
  for (let i = 0; i < query.length; i++) hash = Math.imul(hash ^ query.charCodeAt(i), 0x01000193);
  return ((hash ^ (hash >>> 16)) & DIGEST_MASK).toString(16).padStart(4, "0");
}

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
