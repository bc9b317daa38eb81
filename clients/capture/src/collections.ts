// Map and Set as the page has them, or plain ones where it has made them useless.

class PlainMap<K, V> {
  private keys: K[] = [];
  private values: V[] = [];

  constructor(entries: [K, V][] = []) {
    for (let i = 0; i < entries.length; i++) this.set(entries[i]![0], entries[i]![1]);
  }

  private at(key: K): number {
    for (let i = this.keys.length - 1; i >= 0; i--) if (this.keys[i] === key) return i;
    return -1;
  }

  has(key: K): boolean {
    return this.at(key) >= 0;
  }

  get(key: K): V | undefined {
    return this.values[this.at(key)];
  }

  set(key: K, value: V): this {
    const found = this.at(key);
    const place = found < 0 ? this.keys.length : found;
    this.keys[place] = key;
    this.values[place] = value;
    return this;
  }

  *[Symbol.iterator](): Generator<[K, V]> {
    for (let i = 0; i < this.keys.length; i++) yield [this.keys[i]!, this.values[i]!];
  }
}

class PlainSet<T> {
  private map = new PlainMap<T, true>();

  constructor(values: T[] = []) {
    for (let i = 0; i < values.length; i++) this.add(values[i]!);
  }

  has(value: T): boolean {
    return this.map.has(value);
  }

  add(value: T): this {
    this.map.set(value, true);
    return this;
  }

  *[Symbol.iterator](): Generator<T> {
    for (const [value] of this.map) yield value;
  }
}

function mapWorks(): boolean {
  try {
    const made = new Map<object, number>([[SAMPLE, 1]]).set(PlainMap, 2);
    return made.get(SAMPLE) === 1 && made.has(PlainMap) && !made.has(PlainSet);
  } catch {
    return false;
  }
}

function setWorks(): boolean {
  try {
    const made = new Set<object>([SAMPLE]);
    made.add(PlainSet);
    return made.has(SAMPLE) && made.has(PlainSet) && !made.has(PlainMap);
  } catch {
    return false;
  }
}

const SAMPLE = {};

export const WorkingMap = (mapWorks() ? Map : PlainMap) as MapConstructor;
export const WorkingSet = (setWorks() ? Set : PlainSet) as SetConstructor;
