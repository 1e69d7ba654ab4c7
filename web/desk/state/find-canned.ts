import type { DeskWords } from '../../../src/desk/desk-api';
import type { Language } from '../../../src/ports/language';

export type CannedReply = DeskWords['canned'][number];

/** What the composer's text asks for: `/` and a few letters in one line; `undefined` when it is an ordinary text. */
export const cannedQuery = (text: string): string | undefined => /^\/([^\n/]{0,40})$/.exec(text)?.[1]?.trim();

/** Replies whose name, code or words hold the query; names first. */
export function findCanned(
  canned: readonly CannedReply[],
  query: string,
  shown: Language,
  written: Language,
): readonly CannedReply[] {
  const wanted = query.toLowerCase();
  const inName = ({ code, names }: CannedReply) => `${names[shown]} ${code}`.toLowerCase().includes(wanted);
  const inText = ({ texts }: CannedReply) => texts[written].toLowerCase().includes(wanted);
  return [...canned.filter(inName), ...canned.filter((one) => !inName(one) && inText(one))];
}
