/** Iterates over what comes a page at a time; `fetch` takes a token and returns items and the next one. */
export async function* pagesOf<T>(
  fetch: (pageToken: string) => Promise<[readonly T[], string]>,
): AsyncGenerator<T, void, undefined> {
  let token = "";
  do {
    const [items, next] = await fetch(token);
    yield* items;
    token = next;
  } while (token !== "");
}
