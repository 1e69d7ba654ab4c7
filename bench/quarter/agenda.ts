/** Somebody who does something now and goes on later: yields when, epoch ms. */
export type Actor = AsyncGenerator<number, void, void>;

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly actor: Actor;
}

/** Who acts next: by time, and in the order they came where the time is the same. A binary heap. */
export class Agenda {
  private readonly heap: Entry[] = [];
  private count = 0;

  get size(): number {
    return this.heap.length;
  }

  /** When the next one acts; endless: nobody will. */
  get next(): number {
    return this.heap[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  add(at: number, actor: Actor): void {
    this.count += 1;
    const entry = { at, order: this.count, actor };
    let index = this.heap.length;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = this.heap[above];
      if (parent === undefined || !isBefore(entry, parent)) break;
      this.heap[index] = parent;
      index = above;
    }
    this.heap[index] = entry;
  }

  take(): Actor | undefined {
    const [first] = this.heap;
    const last = this.heap.pop();
    if (first === undefined || last === undefined || this.heap.length === 0) return first?.actor;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const [one, other] = [this.heap[left], this.heap[left + 1]];
      const lesser = one && other && isBefore(other, one) ? left + 1 : left;
      const child = this.heap[lesser];
      if (child === undefined || !isBefore(child, last)) break;
      this.heap[index] = child;
      index = lesser;
    }
    this.heap[index] = last;
    return first.actor;
  }
}

const isBefore = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);
