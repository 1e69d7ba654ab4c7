/** One thing the desk says: to read, and to hear (digits one by one, money in words, no links). */
export interface Wording {
  readonly text: string;
  readonly speak: string;
}

/** A choice offered with a reply: the button's title, and what counts as said when it is chosen. */
export interface Suggestion {
  readonly title: string;
  readonly say: string;
}
