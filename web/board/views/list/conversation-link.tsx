import { dateAndTime } from '../../../shared/times';
import { useBoard } from '../../board-context';

/** Staff read a conversation where a person had it; of others they see what is in the list. */
export function ConversationLink({ handoff, at }: { readonly handoff: string | undefined; readonly at: number }) {
  const { wording, language } = useBoard();
  const { open, noPerson } = wording.list;
  if (handoff === undefined) return <span class="quiet-text">{noPerson}</span>;
  return (
    <a href={`/desk#/c/${encodeURIComponent(handoff)}`} aria-label={`${open} ${dateAndTime(at, language)}`}>
      {open}
    </a>
  );
}
