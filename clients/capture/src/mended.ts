// Pages replace what the library relies on, some with code that answers otherwise. What fails a
// trial stands aside while the names are computed, in one go, and is put back before the page runs.

type Method = (this: never, ...given: never[]) => unknown;

const SAMPLE = [1, 2, 3];
const isTwo = (value: number): boolean => value === 2;

const TRIALS: [name: string, right: (array: any) => boolean, own: Method][] = [
  ["includes", (a) => a.includes(2) === true && a.includes(4) === false, includes as Method],
  ["find", (a) => a.find(isTwo) === 2, find as Method],
  ["filter", (a) => a.filter(isTwo).length === 1, filter as Method],
  ["some", (a) => a.some(isTwo) === true, some as Method],
  ["map", (a) => a.map(isTwo).length === 3 && a.map(isTwo)[1] === true, map as Method],
  ["join", (a) => a.join("-") === "1-2-3", join as Method],
  ["push", () => tryPush(), push as Method],
];

function tryPush(): boolean {
  const made = [1];
  return made.push(2) === 2 && made[1] === 2;
}

function find<T>(this: T[], test: (value: T) => boolean): T | undefined {
  for (let i = 0; i < this.length; i++) if (test(this[i]!)) return this[i];
  return undefined;
}

function includes<T>(this: T[], wanted: T): boolean {
  for (let i = 0; i < this.length; i++) if (this[i] === wanted) return true;
  return false;
}

function some<T>(this: T[], test: (value: T) => boolean): boolean {
  for (let i = 0; i < this.length; i++) if (test(this[i]!)) return true;
  return false;
}

function filter<T>(this: T[], test: (value: T) => boolean): T[] {
  const made: T[] = [];
  for (let i = 0; i < this.length; i++) if (test(this[i]!)) made[made.length] = this[i]!;
  return made;
}

function map<T, R>(this: T[], change: (value: T) => R): R[] {
  const made: R[] = [];
  for (let i = 0; i < this.length; i++) made[i] = change(this[i]!);
  return made;
}

function join(this: unknown[], by: string): string {
  let text = "";
  for (let i = 0; i < this.length; i++) text += (i ? by : "") + this[i];
  return text;
}

function push<T>(this: T[], ...values: T[]): number {
  for (let i = 0; i < values.length; i++) this[this.length] = values[i]!;
  return this.length;
}

function works(right: (array: number[]) => boolean): boolean {
  try {
    return right(SAMPLE);
  } catch {
    return false;
  }
}

/** Run `work` with the methods it needs, whatever the page has made of them. */
export function withWorkingArrays(work: () => void): void {
  const there: [string, PropertyDescriptor | undefined][] = [];
  for (let i = 0; i < TRIALS.length; i++) {
    const [name, right, own] = TRIALS[i]!;
    const before = Object.getOwnPropertyDescriptor(Array.prototype, name);
    if (works(right) || before?.configurable === false) continue;
    there[there.length] = [name, before];
    Object.defineProperty(Array.prototype, name, { value: own, configurable: true, writable: true });
  }
  try {
    work();
  } finally {
    for (let i = 0; i < there.length; i++) putBack(there[i]![0], there[i]![1]);
  }
}

function putBack(name: string, before: PropertyDescriptor | undefined): void {
  if (before) Object.defineProperty(Array.prototype, name, before);
  else Reflect.deleteProperty(Array.prototype, name);
}
