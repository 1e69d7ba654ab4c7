import type { Complaint } from '../../complaints/complaint';
import type { Understander } from '../../understanding/understanding';

const mostSpans = 12;
const longestStory = 3_000;

/**
 * The clauses of a story that show the grievance: those of the complaint's own type, else those that complain at all, else
 * the whole story. In the customer's words, so that they are found again in the transcript; found anew each time, so that
 * nothing outlives the erasing of a customer (L8).
 */
export async function evidenceSpans(
  understander: Understander,
  { type, story, language }: Pick<Complaint, 'type' | 'story' | 'language'>,
): Promise<readonly string[]> {
  const clauses = [];
  for (const line of story.slice(0, longestStory).split('\n')) {
    if (line.trim() !== '') clauses.push(...(await understander.understand(line, language)).clauses);
  }
  const own = clauses.filter((clause) => clause.complaintType === type || clause.intent === `complaint.${type}`);
  const grievances = clauses.filter((clause) => clause.intent.startsWith('complaint.'));
  const chosen = own.length > 0 ? own : grievances.length > 0 ? grievances : clauses;
  return [...new Set(chosen.map(({ text }) => trimmed(text)))].filter((text) => text !== '').slice(0, mostSpans);
}

/** Without the marks around it. */
const trimmed = (text: string): string => text.replace(/^[\s\p{P}]{1,20}|[\s\p{P}]{1,20}$/gu, '');
