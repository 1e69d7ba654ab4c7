export interface Segment {
  readonly text: string;
  readonly marked: boolean;
}

/** A text cut where evidence begins and ends; overlapping evidence is one piece. Plain strings in, plain strings out. */
export function highlight(text: string, spans: readonly string[]): readonly Segment[] {
  const marked = new Uint8Array(text.length);
  for (const span of spans) {
    if (span.trim() === '') continue;
    for (let at = text.indexOf(span); at >= 0; at = text.indexOf(span, at + span.length)) {
      marked.fill(1, at, at + span.length);
    }
  }
  const segments: Segment[] = [];
  for (let from = 0; from < text.length; ) {
    let to = from + 1;
    while (to < text.length && marked[to] === marked[from]) to++;
    segments.push({ text: text.slice(from, to), marked: marked[from] === 1 });
    from = to;
  }
  return segments;
}
