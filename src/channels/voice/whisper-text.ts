import type { Replies } from '../../conversation/replies';
import type { Handoff } from '../../handoff/handoff';
import type { Language } from '../../ports/language';
import { maskText } from '../../ports/mask';
import { speechOf } from '../../wording/speech';
import { speakingSeconds } from './speaking-time';

/** A person hears no more than this before the caller is joined. */
export const longestWhisperSeconds = 12;

/** What an agent should know before the first word; the others (asked for a person, …) they find out by listening. */
const tellingReasons: ReadonlySet<Handoff['reason']> = new Set(['regulator_or_press', 'third_repeat', 'over_65']);
const spokenIn = { 'zh-Hans': 'in_mandarin', 'zh-Hant': 'in_guoyu', en: 'in_english' } as const satisfies Record<
  Language,
  string
>;
const complaintNumber = /C\d{8}-(\d{4})-(\d)/;
/** A few words quoted are the wish for a person, or what was named already. */
const shortQuote = /[「“][^「」“”]{0,5}[」”]$/;
const outcomeLimit = 16;

type Told = Pick<Handoff, 'brief' | 'reason'>;

/**
 * The brief in one breath: what it is about, what happened, what the caller wants, how angry they are, the number's last
 * digits, their language. At most {@link longestWhisperSeconds}: what happened is what gets shorter. Numbers are masked (L7).
 * @param language the agents' own
 * @returns text to be spoken
 */
export function whisperText({ brief, reason }: Told, replies: Pick<Replies, 'say'>, language: Language): string {
  const say = (name: string, values: Record<string, string> = {}): string =>
    replies.say(`voice.whisper_${name}`, language, values).speak;
  const { clauses, why } = partsOf(brief.summary);
  const wants = say('wants', { outcome: '' })
    .replace(/[。.]$/, '')
    .trim();
  const said = bare(maskText(brief.wantedOutcome ?? '')).slice(0, outcomeLimit);
  const outcome = clauses.some((clause) => clause.startsWith(wants)) || !/\p{L}{2}/u.test(said) ? undefined : said;
  const anger = brief.mood.reduce((worst, mood) => Math.max(worst, mood.anger), 0);
  const tail = complaintNumber.exec(numberOf(brief) ?? '');
  const after = [
    ...(outcome === undefined ? [] : [say('wants', { outcome })]),
    ...(why !== undefined && tellingReasons.has(reason) ? [sentence(why, language)] : []),
    ...(anger >= 2 ? [say(anger >= 3 ? 'very_angry' : 'angry')] : []),
    ...(tail ? [say('number', { digits: `${tail[1]}${tail[2]}` })] : []),
    ...(brief.language === language ? [] : [say(spokenIn[brief.language])]),
  ].map((piece) => speechOf(piece, language));
  const left = longestWhisperSeconds - after.reduce((sum, piece) => sum + speakingSeconds(piece), 0);
  const [what = '', ...more] = clauses;
  return [head([what || (brief.topic.names?.[language] ?? ''), ...more], left, language), ...after]
    .filter(Boolean)
    .join('');
}

/** Of several complaints the newest of the type the line is about. */
function numberOf({ complaints, topic }: Told['brief']): string | undefined {
  const meant = complaints.filter(({ type }) => topic.intent === `complaint.${type}`);
  return [...(meant.length > 0 ? meant : complaints.slice(0, 1))].sort((a, b) => b.createdAt - a.createdAt)[0]?.number;
}

/** The clauses of the brief's line, without the number (its last digits come later), and why a person was wanted. */
function partsOf(summary: string): { readonly clauses: readonly string[]; readonly why: string | undefined } {
  const why = /[（(]([^（()）]{1,40})[）)]$/.exec(summary);
  const told = why ? summary.slice(0, why.index) : summary;
  const clauses = maskText(told.slice(0, 400))
    .split(/[，,]/)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '' && !complaintNumber.test(clause) && !shortQuote.test(clause));
  return { clauses, why: why?.[1] };
}

/** As many clauses as there is time for; of the first that is too long, its beginning. */
function head(clauses: readonly string[], seconds: number, language: Language): string {
  let told = '';
  for (const clause of clauses) {
    const longer = told === '' ? clause : `${told}，${clause}`;
    if (lasts(longer, language) <= seconds) {
      told = longer;
      continue;
    }
    const cut = beginning(told === '' ? '' : `${told}，`, bare(clause), seconds, language);
    return cut === undefined ? spoken(told, language) : spoken(cut, language);
  }
  return spoken(told, language);
}

/** Less than this of a clause says nothing. */
const leastChars = 4;

function beginning(before: string, clause: string, seconds: number, language: Language): string | undefined {
  const chars = [...clause];
  for (let length = Math.min(chars.length - 1, 60); length >= leastChars; length -= 1) {
    const cut = before + chars.slice(0, length).join('');
    if (lasts(cut, language) <= seconds) return cut;
  }
  return undefined;
}

const spoken = (text: string, language: Language): string =>
  text === '' ? '' : speechOf(sentence(text, language), language);
const lasts = (text: string, language: Language): number => speakingSeconds(spoken(text, language));
const sentence = (text: string, language: Language): string => `${bare(text)}${language === 'en' ? '. ' : '。'}`;
/** Without quotation marks and what ends a sentence. */
const bare = (text: string): string => text.replace(/[「」“”"]/g, '').replace(/[。．.！!；;\s]+$/u, '');
