import { isDigit, isLower } from './characters';

/** A wording found in a text. `end` is exclusive. */
export interface Found<T> {
  readonly start: number;
  readonly end: number;
  readonly value: T;
}

interface Node<T> {
  readonly next: Map<number, Node<T>>;
  value?: T;
  /** The entry ended with `*`: the rest of the word belongs to it. */
  open?: boolean;
}

const beginnings = 4096;
const dot = 46;
const isLatin = (code: number): boolean => isLower(code) || isDigit(code);

/** Finds many wordings in one pass: the longest at each position, English ones at word borders only. */
export class Phrases<T> {
  private readonly root: Node<T> = { next: new Map() };
  /** Whether any wording may begin with a character, by its lower bits: most begin none. */
  private readonly begins = new Uint8Array(beginnings);

  /** @param wording normalised; a trailing `*` stands for any ending of an English word */
  add(wording: string, value: T): void {
    const open = wording.endsWith('*');
    let node = this.root;
    this.begins[wording.charCodeAt(0) & (beginnings - 1)] = 1;
    for (let at = 0; at < wording.length - (open ? 1 : 0); at++) {
      const code = wording.charCodeAt(at);
      let next = node.next.get(code);
      if (!next) {
        next = { next: new Map() };
        node.next.set(code, next);
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
      if (this.begins[text.charCodeAt(at) & (beginnings - 1)] === 0) {
        at++;
        continue;
      }
      const hit = this.matchAt(text, at);
      if (hit) {
        found.push(hit);
        at = hit.end;
      } else at++;
    }
    return found;
  }

  /** Whether any wording is in the text. */
  has(text: string): boolean {
    for (let at = 0; at < text.length; at++) {
      if (this.begins[text.charCodeAt(at) & (beginnings - 1)] === 1 && this.matchAt(text, at)) return true;
    }
    return false;
  }

  private matchAt(text: string, start: number): Found<T> | undefined {
    let node = this.root.next.get(text.charCodeAt(start));
    if (!node) return undefined;
    if (start > 0 && isLatin(text.charCodeAt(start))) {
      const before = text.charCodeAt(start - 1);
      // 1.5g is a volume, not the network 5g.
      if (isLatin(before) || (before === dot && isDigit(text.charCodeAt(start)))) return undefined;
    }
    let best: Found<T> | undefined;
    for (let end = start; end < text.length; end++) {
      if (end > start) node = node.next.get(text.charCodeAt(end));
      if (!node) break;
      if (node.value === undefined) continue;
      const inWord = isLatin(text.charCodeAt(end)) && end + 1 < text.length && isLatin(text.charCodeAt(end + 1));
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
