import type { Language } from '../../../../../src/ports/language';
import { deskWordings } from '../../../../wording/desk/desk-wording';
import { useDesk } from '../../../desk-context';

export interface PreviewProps {
  /** What is before it, in the customer's language. */
  readonly before: string;
  readonly text: string;
  /** The customer's language. */
  readonly written: Language;
  /** The question whether it is solved, with its two answers, comes below. */
  readonly asks?: boolean;
}

/** What the customer is going to read, in the customer's language where it is ours. */
export function Preview({ before, text, written, asks }: PreviewProps) {
  const { wording } = useDesk();
  const words = wording.complaints.dialog;
  const theirs = deskWordings[written].complaints.dialog;
  return (
    <figure class="preview">
      <figcaption>{words.preview}</figcaption>
      {text.trim() === '' ? (
        <p class="empty">{words.previewEmpty}</p>
      ) : (
        <div lang={written}>
          <p class="bubble words">{`${before}\n${text.trim()}`}</p>
          {asks ? (
            <>
              <p class="bubble">{theirs.previewQuestion}</p>
              <p class="chips">
                <span class="chip accent">{theirs.previewYes}</span>
                <span class="chip accent">{theirs.previewNo}</span>
              </p>
            </>
          ) : null}
        </div>
      )}
    </figure>
  );
}
