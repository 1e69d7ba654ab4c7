import { useEffect } from 'preact/hooks';
import type { HandoffSummary } from '../../../../src/desk/desk-api';
import { filled } from '../../../wording/wording';
import { useDesk } from '../../desk-context';
import { emptyConversation } from '../../state/conversation';
import { nameOfStaff } from '../../state/name-of-staff';
import { ChatHead } from './chat-head';
import { Composer } from './composer';
import { Transcript } from './transcript';

/** The conversation in the middle: who and what can be done, what was said, the answer. */
export function Chat({ summary }: { summary: HandoffSummary }) {
  const { state, desk, wording, language } = useDesk();
  const { id, conversationId } = summary;
  const conversation = state.conversations.get(conversationId) ?? emptyConversation;
  const detail = state.details.get(id);
  const { last } = conversation;
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') desk.read(conversationId);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [desk, conversationId, last]);
  return (
    <section class="chat" aria-label={wording.chat.label}>
      <ChatHead summary={summary} detail={detail} />
      <Transcript
        key={conversationId}
        conversation={conversation}
        detail={detail}
        revealed={state.revealed.get(id)?.conversation}
        skew={state.skew}
        wording={wording}
        language={language}
        me={state.me?.displayName}
      />
      {summary.customerLeftAt !== undefined && summary.status === 'assigned' ? (
        <p class="left-note">{wording.chat.away}</p>
      ) : null}
      {detail?.may.includes('message') && summary.channel !== 'voice' ? (
        <Composer key={`composer ${conversationId}`} summary={summary} detail={detail} />
      ) : (
        <WhyNot summary={summary} />
      )}
    </section>
  );
}

/** Why there is nothing to write into. */
function WhyNot({ summary }: { summary: HandoffSummary }) {
  const { state, wording } = useDesk();
  const words = wording.chat;
  const mine = summary.agent === state.me?.name;
  const name = nameOfStaff(state, summary.agent ?? '');
  const text = (() => {
    if (summary.status === 'done' || summary.status === 'withdrawn') return words.ended;
    if (summary.status !== 'assigned') return words.notYours;
    if (!mine) return filled(words.withAgent, { name });
    return summary.channel === 'voice' ? words.call : wording.loading;
  })();
  return <p class="why-not">{text}</p>;
}
