import type { Language } from '../../src/ports/language';

/** What the chat page says by itself; everything the bot says comes from the server. `{name}` is filled in. */
export interface ChatWording {
  title: string;
  badge: string;
  privacy: string;
  person: string;
  /** What is sent to the bot when the customer presses {@link person}. */
  personSay: string;
  languageGroup: string;
  largeText: string;
  fresh: string;
  close: string;
  log: string;
  suggestions: string;
  input: string;
  placeholder: string;
  send: string;
  attach: string;
  attachHint: string;
  remove: string;
  typing: string;
  you: string;
  bot: string;
  sending: string;
  notSent: string;
  retry: string;
  refusedTooLarge: string;
  refusedType: string;
  refused: string;
  helpful: string;
  notHelpful: string;
  rated: string;
  notRated: string;
  file: string;
  fileTooLarge: string;
  fileEmpty: string;
  fileType: string;
  fileTooMany: string;
  connecting: string;
  reconnecting: string;
  offline: string;
  busy: string;
  unavailable: string;
  online: string;
  expired: string;
  freshAsk: string;
  freshNote: string;
  freshYes: string;
  freshNo: string;
  today: string;
  yesterday: string;
  /** Beside the name of a person of ours. */
  human: string;
  typingBy: string;
  waitingAny: string;
  waitingPlace: string;
  waitingNext: string;
  waitingMinutes: string;
  serving: string;
  /** A person without a name to tell. */
  servingAny: string;
}

export interface EmbedWording {
  open: string;
  title: string;
}

export interface InboxWording {
  title: string;
  note: string;
  empty: string;
  unavailable: string;
  to: string;
}

export interface Wording {
  readonly chat: ChatWording;
  readonly embed: EmbedWording;
  readonly inbox: InboxWording;
}

/** The pages' wording for one surface in every language. */
export type WordingOf<Surface extends keyof Wording> = Record<Language, Wording[Surface]>;

/** Fills `{name}` from the values; an unknown name stays as it is. */
export const filled = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w{1,20})\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
