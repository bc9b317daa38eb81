"""Which elements of two pages are the same, told by what the wiki's own programs rely on."""

from __future__ import annotations

from collections import Counter, defaultdict

from playwright.async_api import Page

# Ids without a number are written by people; links are told by where they lead and what they say.
_KEYS = """() => [...document.querySelectorAll('*')].map(e => {
  const keys = [], tag = e.localName, item = e.parentElement;
  const isWritten = id => id && !/\\d/.test(id);
  if (isWritten(e.id)) keys.push('#' + e.id);
  if (item?.localName === 'li' && isWritten(item.id)) keys.push(`${item.id} > ${tag}`);
  if (tag === 'a' && e.href) {
    const url = new URL(e.href);
    for (const name of ['useskin', 'uselang', 'returnto', 'returntoquery'])
      url.searchParams.delete(name);
    url.searchParams.sort();
    keys.push(`${url.href} ${e.textContent.trim()}`);
  } else if (e.name) {
    const value = /radio|checkbox/.test(e.type) ? e.value : '';
    keys.push(`${tag} ${e.name} ${e.type} ${value}`);
  }
  return keys;
})"""


async def keys(page: Page) -> list[list[str]]:
    """What identifies each element of the page, in document order."""
    found: list[list[str]] = await page.evaluate(_KEYS)
    return found


def same(old: list[list[str]], new: list[list[str]]) -> dict[int, set[int]]:
    """The elements of the old page that can be told, each with itself and its doubles in the new.

    Left out are those that have a double on the old page: which is which cannot be told.
    """
    counts = Counter(key for own in old for key in own)
    where: defaultdict[str, set[int]] = defaultdict(set)
    for number, own in enumerate(new):
        for key in own:
            where[key].add(number)
    single = {n: own for n, own in enumerate(old) if all(counts[key] == 1 for key in own)}
    found = {n: set().union(*(where[key] for key in own)) for n, own in single.items()}
    claims = Counter(number for numbers in found.values() for number in numbers)
    return {n: them for n, them in found.items() if them and all(claims[m] == 1 for m in them)}
