// What a text tells of the record it stands in: the rules of drift_core/src/page/parts/telling.rs.

export const NOTHING = 0;
export const NAME = 1;
export const PROSE = 2;
export const NUMBER = 3;

const MAX_NAME = 100;
const MAX_WORDS = 12;
const OF_DATES = words(`
  ago am apr april at aug august d day days dec december dez dezember feb februar february fri friday gmt h
  heute hour hours hr hrs in jan januar january jul juli july jun june juni just m mai mar march may min mins
  minute minutes mo mon monday month months märz nd nov november now oct october okt oktober on pm rd s sat
  saturday sec second seconds secs sep sept september st sun sunday t th thu thursday today tomorrow tue
  tuesday uhr utc vor w wed wednesday week weeks y year years yesterday z г и 分 年 日 時 月`);
const OF_STATES = words(`
  abgeschlossen accepted active admin aktiv and approved archived available away blocked busy canceled
  cancelled closed complete completed confirmed critical default delivered disabled done draft due editor
  enabled error expired failed failure false featured finished free guest healthy high idle in inactive inaktiv
  info invited ja locked low medium member moderator na neu new no none normal not of off offen offline ok on
  online open out overdue owner paid passed paused pending planned popular private processing progress public
  published queued ready recommended refunded rejected resolved review running sale scheduled sent shipped sold
  started stock stopped success successful suspended todo true unavailable unknown unpaid unread updated urgent
  user verified viewer waiting warning yes`);
const OF_ACTIONS = words(`
  add approve archive buy cancel change close continue copy delete details download duplicate edit here hide
  learn more move next open order pay preview previous print read reject remove rename reply restore run save
  select share show start stop the this to update view`);

function words(text: string): Record<string, true> {
  const made: Record<string, true> = Object.create(null);
  const all = text.trim().split(/\s+/);
  for (let i = 0; i < all.length; i++) made[all[i]!] = true;
  return made;
}

const NONE: string[] = [];
const wordsOf = (text: string): string[] => text.match(/[\p{Alphabetic}\p{N}]+/gu) ?? NONE;

/** All letters and digits in one piece: case, punctuation and symbols do not matter. */
export function plain(text: string): string {
  const all = wordsOf(text);
  let made = "";
  for (let i = 0; i < all.length; i++) made += all[i]!.toLowerCase();
  return made;
}

/** What a text is good for as a key. */
export function telling(text: string): number {
  const all = wordsOf(text);
  if (!all.length || isInitials(all)) return NOTHING;
  if (/\p{N}/u.test(text)) {
    if (every(all, isNumeric)) return /^(\p{N}{3,}|[#№]\s*\p{N}{2,})$/u.test(text) ? NUMBER : NOTHING;
    if (isDate(text) || isAmount(text, all)) return NOTHING;
  } else if (every(all, (word) => isOf(word, OF_STATES)) || every(all, (word) => isOf(word, OF_DATES))) {
    return NOTHING;
  }
  return text.length > MAX_NAME || all.length > MAX_WORDS ? PROSE : NAME;
}

/** Whether a text only says what can be done. */
export const isAction = (text: string): boolean => every(wordsOf(text), (word) => isOf(word, OF_ACTIONS));

const isOf = (word: string, known: Record<string, true>): boolean => known[word.toLowerCase()] === true;
const isNumeric = (word: string): boolean => /^\p{N}+$/u.test(word);

function every(all: string[], test: (word: string) => boolean): boolean {
  for (let i = 0; i < all.length; i++) if (!test(all[i]!)) return false;
  return true;
}

/** One or two capitals, in whatever way they are written: "BK", "B. K.", "B". */
function isInitials(all: string[]): boolean {
  const letters = all.length <= 2 ? all[0]! + (all[1] ?? "") : "";
  return /^\p{Lu}{1,2}$/u.test(letters);
}

/** A number with what is counted or what it is counted in: "3 new", "12 comments", "19.90 EUR", "2x". */
function isAmount(text: string, all: string[]): boolean {
  let others = 0;
  let longest = 0;
  for (let i = 0; i < all.length; i++) {
    if (isNumeric(all[i]!)) continue;
    others += 1;
    longest = Math.max(longest, all[i]!.length);
  }
  return (/^\p{N}/u.test(all[0]!) && others <= 1) || (others === 1 && /\d[.,]\d/.test(text) && longest <= 3);
}

function isDate(text: string): boolean {
  const all = text.match(/\p{Alphabetic}+/gu) ?? NONE;
  return every(all, (word) => isOf(word, OF_DATES));
}
