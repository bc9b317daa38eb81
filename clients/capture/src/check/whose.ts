// Whose an element is: after drift_core/src/page/parts/{key,ties}.rs. It says that an element stands in a
// record only where that is sure; where it is not, the daemon has to see the page.

import { set } from "../dom/natives";
import { outside } from "./compounds";
import { groupOf } from "./kinds";
import type { RecordKeys } from "./message";
import { HEADER, HEADING, NUMBERED, type RecordText, shownText, textsOf } from "./recordtexts";
import { plain } from "./telling";

// Each member is read for each check, within its 5 ms; beyond, which record it is can't be told here and the page is captured.
const MAX_GROUP = 200;
// The shares of `drift_core/src/page/parts`, which named the records that are stored.
const COMMON = 0.5;
const TELLING = 0.5;
const TELLING_NAME = 0.3;
const NEARLY_ALL = 0.8;
// Headers of who else has to do with a record, as in drift_core/src/discover/scopes/called.rs.
const OF_OTHERS = set("approver", "assigned", "assignee", "author", "boss", "by", "chief", "comment", "comments", "creator",
  "editor", "from", "head", "lead", "leader", "manager", "managers", "mentor", "note", "notes", "owner", "owners", "parent",
  "remark", "remarks", "reporter", "requester", "reviewer", "sponsor", "supervisor", "teacher", "to", "via", "with");
const NOT_SURE = "which record it stands in is not sure";

/** Why it may be another record's, empty when it is not; and whether that is known or only not ruled out. */
export function whoseElse(el: Element, records: RecordKeys[]): [why: string, isKnown: boolean] {
  if (!records.length) return ["", false];
  const around = namedAround(el);
  for (let i = 0; i < records.length; i++) {
    const wanted = records[i]!;
    let isSure = false;
    for (let at = 0; at < around.length && (i || !at) && !isSure; at++) isSure = isCalled(around[at]!, wanted);
    if (isSure || (i ? isBoxCalled(el, wanted) : isAlone(el, wanted))) continue;
    const isAnother = !i && !!around.length && !around[0]!.isDoubtful && !says(around[0]!, wanted);
    return isAnother ? [`it stands in another record than that of "${wanted.keys[0] ?? ""}"`, true] : [NOT_SURE, false];
  }
  return ["", false];
}

/** A record that has a name. */
interface Named {
  texts: RecordText[];
  best: RecordText;
  /** Another text could be its name as well. */
  isDoubtful: boolean;
}

/** Whether a box farther out is called so, also one that is built a little otherwise than the boxes beside it. */
function isBoxCalled(el: Element, wanted: RecordKeys): boolean {
  const around = namedAround(el, true);
  for (let i = 0; i < around.length; i++) if (isCalled(around[i]!, wanted)) return true;
  return false;
}

/** Whether its record is the only one of its kind that says a key, which calls it although its name stands before it. */
function isAlone(el: Element, wanted: RecordKeys): boolean {
  for (let at = outside(el); at; at = outside(at)) {
    const group = groupOf(at);
    if (!group) continue;
    if (group.length > MAX_GROUP) return false;
    const texts = others(textsOf(at, group.length === 1), el);
    if (!texts.length) continue;
    const name = namedIn(at, group, el);
    for (let i = 0; i < wanted.keys.length; i++) {
      const text = saying(texts, plain(wanted.keys[i]!));
      if (text && (!name || callsBeside(text, name.best, texts)) && isOnlyOne(at, group, text)) return true;
    }
    return false;
  }
  return false;
}

function saying(texts: RecordText[], key: string): RecordText | null {
  for (let i = 0; i < texts.length; i++) if (key && texts[i]!.plain === key) return texts[i]!;
  return null;
}

/** Whether a text is the address of who is called by a name: the first in the record, and nobody else's. */
function callsBeside(text: RecordText, name: RecordText, texts: RecordText[]): boolean {
  const isAddress = (one: RecordText): boolean => shownText(one.node).includes("@");
  if (!isAddress(text) || isAddress(name) || isOfOthers(text.node)) return false;
  for (let i = 0; i < texts.length; i++) if (isAddress(texts[i]!)) return texts[i] === text;
  return false;
}

/** Whether the header of its column says that it tells of others what they have to do with the record. */
function isOfOthers(node: Element): boolean {
  const cell = node.closest("td, th") as HTMLTableCellElement | null;
  const header = cell?.closest("table")?.rows[0]?.cells[cell.cellIndex];
  if (!cell || !header || header === cell) return true;
  const all = shownText(header).toLowerCase().match(/\p{L}+/gu) ?? [];
  for (let i = 0; i < all.length; i++) if (OF_OTHERS[all[i]!]) return true;
  return false;
}

function isOnlyOne(record: Element, group: Element[], text: RecordText): boolean {
  for (let i = 0; i < group.length; i++) {
    if (group[i] !== record && saying(textsOf(group[i]!, false), text.plain)) return false;
  }
  return true;
}

function namedAround(el: Element, isLoose = false): Named[] {
  const made: Named[] = [];
  for (let at = outside(el); at; at = outside(at)) {
    const group = groupOf(at, isLoose);
    const named = group && namedIn(at, group, el);
    if (named) made[made.length] = named;
  }
  return made;
}

function isCalled(record: Named, wanted: RecordKeys): boolean {
  for (let i = 0; i < wanted.keys.length; i++) {
    const key = plain(wanted.keys[i]!);
    if (!key) continue;
    if (!record.isDoubtful && record.best.plain === key) return true;
    for (let j = 0; wanted.namedText && j < record.texts.length; j++) if (record.texts[j]!.plain === key) return true;
  }
  return false;
}

/** Whether the record mentions one of the keys, whatever it is called. */
function says(record: Named, wanted: RecordKeys): boolean {
  for (let i = 0; i < wanted.keys.length; i++) {
    const key = plain(wanted.keys[i]!);
    for (let j = 0; j < record.texts.length; j++) if (record.texts[j]!.plain === key) return true;
  }
  return false;
}

function namedIn(record: Element, group: Element[], el: Element): Named | null {
  if (group.length > MAX_GROUP) return null;
  const isOnly = group.length === 1;
  const texts = others(textsOf(record, isOnly), el);
  if (!texts.length) return null;
  const all: RecordText[][] = [];
  for (let i = 0; i < group.length; i++) all[i] = textsOf(group[i]!, isOnly);
  let best: RecordText | null = null;
  let bestRank: number[] = [];
  let isDoubtful = false;
  for (let i = 0; i < texts.length; i++) {
    const rank = rankOf(texts[i]!, all);
    if (rank && (!best || isBefore(rank, bestRank))) [best, bestRank] = [texts[i]!, rank];
  }
  for (let i = 0; i < texts.length; i++) {
    const isEarlier = !best || texts[i]!.source < best.source || (texts[i]!.source === best.source && texts[i] !== best);
    if (best && isEarlier && isRare(texts[i]!, all)) isDoubtful = true;
  }
  return best && { texts, best, isDoubtful };
}

/** Texts that the element does not say itself. */
function others(texts: RecordText[], el: Element): RecordText[] {
  const made: RecordText[] = [];
  for (let i = 0; i < texts.length; i++) {
    const { node } = texts[i]!;
    if (!el.contains(node) && node !== el) made[made.length] = texts[i]!;
  }
  return made;
}

interface Place {
  count: number;
  distinct: number;
  prose: number;
  order: number;
}

function placeOf(text: RecordText, all: RecordText[][]): Place {
  const seen: Record<string, true> = Object.create(null);
  const place = { count: 0, distinct: 0, prose: 0, order: 99 };
  for (let i = 0; i < all.length; i++) {
    for (let j = 0; j < all[i]!.length; j++) {
      const one = all[i]![j]!;
      if (one.slot !== text.slot) continue;
      place.count += 1;
      place.prose += one.prose ? 1 : 0;
      place.order = Math.min(place.order, j);
      if (!seen[one.plain]) place.distinct += 1;
      seen[one.plain] = true;
    }
  }
  return place;
}

function toldApart(place: Place, members: number): number {
  if (place.count === 1) return members === 1 ? 1 : TELLING;
  return (place.distinct - 1) / (place.count - 1);
}

/** How good the place of a text is, lower is better; null when it does not name the records. */
function rankOf(text: RecordText, all: RecordText[][]): number[] | null {
  const place = placeOf(text, all);
  const told = toldApart(place, all.length);
  const least = text.source === NUMBERED ? 1 : text.source === HEADER || text.source === HEADING ? TELLING_NAME : TELLING;
  if (place.count < COMMON * all.length || told < least) return null;
  const step = told >= 1 ? 0 : told < NEARLY_ALL ? 2 : 1;
  return [text.source, place.prose * 2 > place.count ? 1 : 0, step, place.order];
}

/** A text in a place that few siblings have, which could be what this one is called. */
function isRare(text: RecordText, all: RecordText[][]): boolean {
  return placeOf(text, all).count < COMMON * all.length;
}

function isBefore(one: number[], other: number[]): boolean {
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return one[i]! < other[i]!;
  return false;
}
