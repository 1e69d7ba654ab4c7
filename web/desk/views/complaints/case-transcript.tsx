import { useEffect } from 'preact/hooks';
import type { ComplaintDetail } from '../../../../src/desk/complaint-api';
import { useDesk } from '../../desk-context';
import { emptyConversation } from '../../state/conversation';
import { Transcript } from '../chat/transcript';

/** The conversation it was told in, followed as long as it is unfolded. */
export function CaseTranscript({ detail: { conversationId, number } }: { detail: ComplaintDetail }) {
  const { state, complaints, wording, language } = useDesk();
  const open = state.complaints.transcript?.conversationId === conversationId;
  useEffect(() => () => complaints.transcript(undefined), [complaints]);
  return (
    <details
      class="section case-transcript"
      onToggle={(event) => complaints.transcript(event.currentTarget.open ? { conversationId, number } : undefined)}
    >
      <summary>
        <h3>{wording.complaints.transcript}</h3>
      </summary>
      {open ? (
        <Transcript
          conversation={state.conversations.get(conversationId) ?? emptyConversation}
          detail={undefined}
          revealed={undefined}
          skew={state.skew}
          wording={wording}
          language={language}
          me={state.me?.displayName}
        />
      ) : null}
    </details>
  );
}
