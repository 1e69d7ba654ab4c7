import type { Language } from '../../../../src/ports/language';
import { filled } from '../../../wording/wording';
import { useDesk } from '../../desk-context';
import type { CannedReply } from '../../state/find-canned';

export interface CannedListProps {
  readonly id: string;
  readonly found: readonly CannedReply[];
  /** Which one Enter takes. */
  readonly at: number;
  readonly written: Language;
  /** The reply with what is known filled in. */
  readonly fill: (reply: CannedReply) => string;
  readonly pick: (reply: CannedReply) => void;
}

/** What `/` found, above the composer, which keeps the focus. */
export function CannedList({ id, found, at, written, fill, pick }: CannedListProps) {
  const { wording, language } = useDesk();
  const words = wording.chat;
  return (
    <div class="canned">
      <p class="only-heard" role="status">
        {found.length === 0 ? words.cannedNone : filled(words.cannedCount, { n: found.length })}
      </p>
      {found.length === 0 ? <p class="empty">{words.cannedNone}</p> : null}
      <div id={id} role="listbox" aria-label={words.canned} hidden={found.length === 0}>
        {found.map((reply, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the text box's, which keeps the focus
          // biome-ignore lint/a11y/useFocusableInteractive: as above, by aria-activedescendant
          <div
            key={reply.code}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(reply)}
          >
            <b>{reply.names[language]}</b>
            <span class="words" lang={written}>
              {fill(reply)}
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}
