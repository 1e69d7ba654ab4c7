import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { HandoffDetail, HandoffSummary } from '../../../../src/desk/desk-api';
import { longest } from '../../../../src/desk/longest';
import { Icon } from '../../../components/icon';
import { dateAndTime } from '../../../shared/times';
import { filled } from '../../../wording/wording';
import { useDesk } from '../../desk-context';
import { fillReply, gapsIn, replyValues } from '../../state/fill-reply';
import { type CannedReply, cannedQuery, findCanned } from '../../state/find-canned';
import { CannedList } from './canned-list';
import { CannedMenu } from './canned-menu';

/** Where the answer is written; `/` chooses a canned reply. What is written stays with the conversation. */
export function Composer({ summary, detail }: { summary: HandoffSummary; detail: HandoffDetail }) {
  const { state, desk, wording, language } = useDesk();
  const words = wording.chat;
  const { conversationId } = summary;
  const box = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const [at, setAt] = useState(0);
  const [closed, setClosed] = useState(false);
  const [said, say] = useState('');
  const text = state.drafts.get(conversationId) ?? '';
  const query = closed ? undefined : cannedQuery(text);
  const found =
    query === undefined
      ? undefined
      : findCanned(state.words?.canned ?? [], query, language, summary.language).slice(0, 8);
  const write = (next: string) => {
    desk.draft(conversationId, next);
    setClosed(false);
    setAt(0);
    say('');
  };
  // A text put in from elsewhere is meant to be gone on with.
  const length = text.length;
  const before = useRef(length);
  useEffect(() => {
    if (length - before.current > 1) box.current?.focus();
    before.current = length;
  }, [length]);

  const values = replyValues(detail, state.me?.displayName ?? '', (time) => dateAndTime(time, summary.language));
  const fill = (reply: CannedReply) => fillReply(reply.texts[summary.language], values);
  useEffect(() => {
    if (desk.hasBegun(summary.id)) box.current?.focus();
  }, [desk, summary.id]);

  const pick = (reply: CannedReply, keep = '') => {
    const chosen = fill(reply);
    write(keep === '' ? chosen : `${keep.trimEnd()}\n${chosen}`);
    box.current?.focus();
  };
  const send = () => {
    const message = text.trim();
    const gaps = gapsIn(message);
    if (message === '') return;
    if (gaps.length > 0) return say(filled(words.gaps, { gaps: gaps.join(' ') }));
    if (message.length > longest.message) return say(words.tooLong);
    write('');
    void desk.send(summary, message);
  };
  const key = (event: KeyboardEvent) => {
    if (event.isComposing || event.keyCode === 229) return;
    const chosen = found?.[at];
    if (found && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      setAt((at + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % Math.max(1, found.length));
    } else if (chosen && (event.key === 'Enter' || event.key === 'Tab')) pick(chosen);
    else if (event.key === 'Escape') {
      if (found) setClosed(true);
      else box.current?.blur();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.altKey) send();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {found ? (
        <CannedList
          id={listId}
          found={found}
          at={at}
          written={summary.language}
          fill={fill}
          pick={(reply) => pick(reply)}
        />
      ) : null}
      <p class="fault" role="alert" hidden={said === ''}>
        {said}
      </p>
      <textarea
        ref={box}
        id="reply"
        rows={2}
        value={text}
        maxLength={longest.message + 500}
        aria-label={words.input}
        aria-autocomplete="list"
        aria-controls={found ? listId : undefined}
        aria-activedescendant={found && found.length > 0 ? `${listId}-${at}` : undefined}
        placeholder={words.placeholder}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={key}
      />
      <div class="row">
        <CannedMenu written={summary.language} fill={fill} pick={(reply) => pick(reply, text)} />
        <span class="hint">{words.hint}</span>
        <button type="submit" class="strong small" disabled={text.trim() === ''}>
          {words.send}
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}
