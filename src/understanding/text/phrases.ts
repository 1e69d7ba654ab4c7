/** A wording found in a text. `end` is exclusive. */
export interface Found<T> {
  readonly start: number;
  readonly end: number;
  readonly value: T;
}

interface Node<T> {
  readonly next: Map<string, Node<T>>;
  value?: T;
  /** The entry ended with `*`: the rest of the word belongs to it. */
  open?: boolean;
}

const latin = /[a-z0-9]/;

/** Finds many wordings in one pass: the longest at each position, English ones at word borders only. */
export class Phrases<T> {
  private readonly root: Node<T> = { next: new Map() };

  /** @param wording normalised; a trailing `*` stands for any ending of an English word */
  add(wording: string, value: T): void {
    const open = wording.endsWith('*');
    let node = this.root;
    for (const char of open ? wording.slice(0, -1) : wording) {
      let next = node.next.get(char);
      if (!next) {
        next = { next: new Map() };
        node.next.set(char, next);
      }
      node = next;
    }
    node.value = value;
    if (open) node.open = true;
  }

  /** Non-overlapping, left to right. */
  find(text: string): Found<T>[] {
    const found: Found<T>[] = [];
    let at = 0;
    while (at < text.length) {
      const hit = this.matchAt(text, at);
      if (hit) {
        found.push(hit);
        at = hit.end;
      } else at++;
    }
    return found;
  }

  private matchAt(text: string, start: number): Found<T> | undefined {
    const before = text[start - 1];
    const first = text[start];
    if (first === undefined || (before !== undefined && latin.test(first) && latin.test(before))) return undefined;
    // 1.5g is a volume, not the network 5g.
    if (before === '.' && /\d/.test(first)) return undefined;
    let node: Node<T> | undefined = this.root;
    let best: Found<T> | undefined;
    for (let end = start; end < text.length; end++) {
      node = node.next.get(text[end] ?? '');
      if (!node) break;
      if (node.value === undefined) continue;
      const after = text[end + 1];
      const inWord = latin.test(text[end] ?? '') && after !== undefined && latin.test(after);
      if (inWord && !node.open) continue;
      best = { start, end: inWord ? wordEnd(text, end + 1) : end + 1, value: node.value };
    }
    return best;
  }
}

function wordEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && end - from < 20 && /[a-z]/.test(text[end] ?? '')) end++;
  return end;
}
