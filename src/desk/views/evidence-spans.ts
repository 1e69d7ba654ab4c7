import type { Complaint } from '../../complaints/complaint';
import type { Understander } from '../../understanding/understanding';

/** Stories are told once and read often: what was found in them is kept for a while. */
const kept = new WeakMap<Understander, Map<string, readonly string[]>>();
const mostKept = 2_000;
const mostSpans = 12;
const longestStory = 3_000;

/**
 * The clauses of a story that show the grievance: those of the complaint's own type, else those that complain at all, else
 * the whole story. In the customer's words, so that they are found again in the transcript.
 */
export async function evidenceSpans(
  understander: Understander,
  { id, type, story, language }: Pick<Complaint, 'id' | 'type' | 'story' | 'language'>,
): Promise<readonly string[]> {
  const known = kept.get(understander) ?? new Map<string, readonly string[]>();
  kept.set(understander, known);
  const key = `${id} ${type}`;
  const before = known.get(key);
  if (before) return before;
  const clauses = [];
  for (const line of story.slice(0, longestStory).split('\n')) {
    if (line.trim() !== '') clauses.push(...(await understander.understand(line, language)).clauses);
  }
  const own = clauses.filter((clause) => clause.complaintType === type || clause.intent === `complaint.${type}`);
  const any = clauses.filter((clause) => clause.intent.startsWith('complaint.'));
  const chosen = own.length > 0 ? own : any.length > 0 ? any : clauses;
  const spans = [...new Set(chosen.map(({ text }) => trimmed(text)))].filter((text) => text !== '').slice(0, mostSpans);
  if (known.size >= mostKept) known.clear();
  known.set(key, spans);
  return spans;
}

/** Without the marks around it. */
const trimmed = (text: string): string => text.replace(/^[\s\p{P}]{1,20}|[\s\p{P}]{1,20}$/gu, '');
