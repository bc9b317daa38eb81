/** What the fixture hands to the reporter, which runs in another process. */
export const HEALS = "pacts-heals";
export const LOOKUPS = "pacts-lookups";

/** The type of a test's annotation for an element that was healed. */
export const HEAL_TYPE = "pacts-heal";
