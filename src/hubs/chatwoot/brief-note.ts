import type { Brief, Handoff } from '../../handoff/handoff';
import { shanghaiDay, shanghaiTime } from '../../ports/calendar';
import type { Language } from '../../ports/language';
import { maskName, maskPhone } from '../../ports/mask';
import { maskedSpeech, maskedText } from '../../ports/masked';
import { markdownText } from '../markdown';
import type { NoteWords } from '../note-words';

export interface BriefNoteOptions {
  readonly words: NoteWords;
  /** Of the colleagues over there. */
  readonly language: Language;
  /** Where our own desk shows the same conversation. */
  readonly deskLink: string;
  readonly attachmentLink: (id: string) => string;
}

/** Chatwoot tells us of its own note again, in a body of at most 64 KB in which every character may take six bytes. */
const noteLimit = 9000;
const lineLimit = 600;

/**
 * The whole story as markdown: brief first, then the conversation, the latest lines of it where not all fit. Numbers are
 * masked, everybody's words are shown as they are and never read as markdown.
 */
export function briefNote(handoff: Handoff, { words, language, deskLink, attachmentLink }: BriefNoteOptions): string {
  const { brief } = handoff;
  const label = (name: Exclude<keyof NoteWords, 'speakers' | 'identities' | 'moods' | 'slots'>) =>
    words[name][language];
  const line = (name: Parameters<typeof label>[0], ...values: (string | undefined)[]): string[] => {
    const shown = values.filter((value) => value !== undefined && value !== '').map((value) => shownText(value ?? ''));
    return shown.length === 0 ? [] : [`**${label(name)}**: ${shown.join(' · ')}`];
  };
  const list = (name: Parameters<typeof label>[0], items: readonly string[]): string[] =>
    items.length === 0 ? [] : [`**${label(name)}**`, ...items.map((item) => `- ${item}`)];

  const { customer, topic, complaints, promises, answered, attachments, transcript } = brief;
  const { name, phone, identity } = customer;
  const anger = brief.mood.at(-1)?.anger;
  const head = [
    `**${label('title')}** · [${label('desk')}](${deskLink})`,
    ...line('wants', brief.summaries?.[language] ?? brief.summary),
    ...line('outcome', brief.wantedOutcome),
    ...line('customer', name && maskName(name), phone && maskPhone(phone)),
    ...line('identity', words.identities[identity][language]),
    ...line(
      'matter',
      topic.names?.[language] ?? topic.intent,
      ...topic.complaintTypes.map(({ type, score }) => `${type} ${Math.round(score * 100)}%`),
    ),
    ...line('complaints', ...complaints.map(({ number, type, status }) => `${number} ${type} ${status}`)),
    ...list('details', slotLines(brief, words, language)),
    ...list('promises', promises.map(shownText)),
    ...list('answered', answered.map(shownText)),
    ...(anger === undefined ? [] : line('mood', words.moods[moodOf(anger)][language])),
    ...line('opening', brief.suggestedOpening),
    ...list(
      'attachments',
      attachments.map(({ id, name }) => `[${shownText(name)}](${attachmentLink(id)})`),
    ),
    `_${label('masked')}_`,
  ].join('\n');

  const spoken = transcript.map(
    ({ at, from, text }) =>
      `${clockTime(at)} **${words.speakers[from][language]}**: ${markdownText(maskedSpeech(cut(text)))}`,
  );
  const latest = fitting(spoken, noteLimit - head.length);
  const left = spoken.length - latest.length;
  const earlier = left === 0 ? [] : [`_${label('earlier').replace('{n}', String(left))}_`, ''];
  // Two blanks would do as a line break in some readers; an empty line does in all.
  return [cut(head, noteLimit), '', '---', `**${label('transcript')}**`, '', ...earlier, latest.join('\n\n')].join(
    '\n',
  );
}

const shownText = (text: string): string => markdownText(maskedText(cut(text)));

function slotLines({ slots }: Brief, words: NoteWords, language: Language): string[] {
  return Object.entries(slots).flatMap(([slot, value]) => {
    const name = Object.hasOwn(words.slots, slot) ? words.slots[slot]?.[language] : undefined;
    if (name === undefined || (typeof value !== 'string' && typeof value !== 'number')) return [];
    const written = slot === 'amountFen' && typeof value === 'number' ? (value / 100).toFixed(2) : String(value);
    return [`${name}: ${shownText(written)}`];
  });
}

const moodOf = (anger: number): '0' | '1' | '2' | '3' =>
  anger >= 3 ? '3' : anger === 2 ? '2' : anger === 1 ? '1' : '0';

/** `11-21 10:05` in Asia/Shanghai. */
function clockTime(at: number): string {
  const { hour, minute } = shanghaiTime(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${shanghaiDay(at).slice(5)} ${two(hour)}:${two(minute)}`;
}

/** The last of them whose length is within the limit. */
function fitting(lines: readonly string[], limit: number): readonly string[] {
  let room = limit;
  let first = lines.length;
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    room -= (lines[index]?.length ?? 0) + 2;
    if (room < 0) break;
    first = index;
  }
  return lines.slice(first);
}

/** Never between the two halves of a character. */
const cut = (text: string, limit = lineLimit): string =>
  text.length <= limit ? text : `${text.slice(0, limit).replace(/[\ud800-\udbff]$/, '')}…`;
