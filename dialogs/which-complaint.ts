import type { DialogContext } from 'botbuilder-dialogs';
import type { Complaint } from '../src/complaints/complaint';
import { dayOf } from '../src/complaints/when';
import { oneAlphabet } from '../src/complaints/word-match';
import type { Suggestion } from '../src/ports/wording';
import type { Question } from './ask-dialog';
import { nameOf, numberWording } from './complaint-words';
import type { DeskTurn } from './desk-turn';
import { isOpen } from './own-complaints';

/** What was said, before it was clear of which complaint. */
export type SaidOfOne =
  /** Whether it is solved. @see RecheckDialog */
  | { readonly kind: 'recheck'; readonly said: 'solved' | 'unsolved'; readonly words: string }
  /** The answer to what its handler wants to know. @see AskedDialog */
  | { readonly kind: 'asked'; readonly words: string }
  /** The same matter again. @see takeUp */
  | { readonly kind: 'same'; readonly words: string };

export interface WhichOptions {
  readonly numbers: readonly string[];
  readonly of: SaidOfOne;
}

/** Id of WhichDialog, for those whom it begins in turn. */
export const whichDialogId = 'which';
/** So many are listed, and answered by one digit. */
const mostListed = 5;

/** Said of one of these complaints, and it is not clear of which: asks, and then goes on with what was said. */
export async function askWhich(
  dc: DialogContext,
  complaints: readonly { readonly number: string }[],
  of: SaidOfOne,
): Promise<void> {
  const numbers = complaints.map(({ number }) => number);
  await dc.beginDialog(whichDialogId, { numbers, of } satisfies WhichOptions);
}

/** Lists them shortly, those that are open first, the newest before the others. */
export function whichQuestion(desk: DeskTurn, complaints: readonly Complaint[], key = 'ticket.which'): Question {
  const listed = [...complaints]
    .sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || b.createdAt - a.createdAt || byNumber(a, b))
    .slice(0, mostListed);
  return {
    ...desk.question(key),
    expecting: 'which',
    choices: listed.map((complaint) => choiceOf(desk, complaint)),
    again: 'ticket.which_again',
    retries: 1,
  };
}

/** Two told in one story are as old as each other. */
const byNumber = (a: Complaint, b: Complaint): number => (a.number < b.number ? -1 : 1);

/** Number, what it is about, and how it stands; on the telephone the day instead of a number of 13 digits. */
function choiceOf(desk: DeskTurn, complaint: Complaint): Suggestion {
  const { number, status, createdAt } = complaint;
  const { language } = desk.state;
  const told = { name: aboutOf(desk, complaint), stage: desk.services.catalogue.status.names[status][language] };
  const title = desk.capabilities.spoken
    ? desk.wording('ticket.one_by_day', { ...told, filed: dayOf(createdAt, desk.turn.now, language) }).speak
    : desk.wording('ticket.one', { ...told, number: numberWording(desk, number) }).text;
  return { title, say: number };
}

/** What it is about, with the thing it is about where that is a word or two: "彩铃 未订购被开通扣费". */
function aboutOf(desk: DeskTurn, complaint: Complaint): string {
  const { catalogue } = desk.services;
  const { type, slots } = complaint;
  const name = nameOf(desk, complaint);
  // Told in one story, another matter's thing is noted here as well.
  const isOwn = catalogue.type(type).slots.some(({ slot }) => slot === 'item');
  const thing = isOwn && slots.item !== undefined ? catalogue.itemName(slots.item, desk.state.language) : '';
  return thing === '' || thing.length > longestThing || name.includes(thing) ? name : `${thing} ${name}`;
}

const longestThing = 20;

/**
 * The complaint that words name by what it is about ("宽带那个", "the broadband one") or by part of its number ("0002").
 * @returns its number; `undefined`: none, or more than one
 */
export function namedAmong(text: string, choices: readonly Suggestion[]): string | undefined {
  if (text.length > longestName) return undefined;
  const pieces = piecesOf(text);
  const known = choices.map(({ title, say }) => piecesOf(`${title.replace(standing, '')} ${say}`));
  // What is said of all of them tells none from the others.
  const telling = [...pieces].filter((piece) => !known.every((one) => one.has(piece)));
  const named = choices.filter((_, index) => telling.some((piece) => known[index]?.has(piece)));
  return named.length === 1 ? named[0]?.say : undefined;
}

const longestName = 30;
/** How it stands is no name: "not solved" is none of "solved as you confirmed". */
const standing = /[（(].*$/u;

/** Latin words, numbers, and every two Chinese characters that stand together. */
function piecesOf(text: string): ReadonlySet<string> {
  const lower = oneAlphabet(text);
  const words = lower.match(/[a-z]{4,}|\d{3,}/g) ?? [];
  const pairs = (lower.match(/\p{Script=Han}+/gu) ?? []).flatMap((run) => {
    const characters = [...run];
    return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
  });
  return new Set([...words, ...pairs]);
}
