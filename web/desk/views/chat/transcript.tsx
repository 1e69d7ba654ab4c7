import { Fragment } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { HandoffDetail, Revealed } from '../../../../src/desk/desk-api';
import type { TranscriptEntry } from '../../../../src/desk/desk-events';
import type { Language } from '../../../../src/ports/language';
import { useTick } from '../../../components/use-tick';
import { dayName, dayOf } from '../../../shared/times';
import type { DeskWording } from '../../../wording/desk/desk-wording';
import { filled } from '../../../wording/wording';
import type { Conversation } from '../../state/conversation';
import { moodOfEntries } from '../../state/mood-of-entries';
import { PendingLine } from './pending-line';
import { TranscriptLine } from './transcript-line';

export interface TranscriptProps {
  readonly conversation: Conversation;
  readonly detail: HandoffDetail | undefined;
  readonly revealed: Revealed['conversation'];
  readonly skew: number;
  readonly wording: DeskWording;
  readonly language: Language;
  /** What I am called in it. */
  readonly me: string | undefined;
}

const page = 100;
const nearEndPx = 60;
const typingShownMs = 6000;
/** After this much silence the history is in, and new messages are read out. */
const historyMs = 900;

/** What was said, oldest first; the newest hundred until one asks for more. Stays at the end when it is at the end. */
export function Transcript(props: TranscriptProps) {
  const { conversation, detail, wording, language } = props;
  const { entries, pending } = conversation;
  const [shown, setShown] = useState(page);
  const [atEnd, setAtEnd] = useState(true);
  const [live, setLive] = useState(false);
  const leftAt = useRef(0);
  const scroller = useRef<HTMLDivElement>(null);
  const words = wording.chat;
  /** Where the newest hundred began when the end was left: who reads above the end is not pushed on by what comes. */
  const from = useRef(0);
  /** Height below what is looked at, while earlier ones are put above it. */
  const below = useRef<number | undefined>(undefined);
  const toEnd = () => scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  useLayoutEffect(() => {
    const view = scroller.current;
    if (below.current !== undefined && view) view.scrollTop = view.scrollHeight - below.current;
    else if (atEnd) toEnd();
    below.current = undefined;
  });
  useEffect(() => {
    const timer = setTimeout(() => setLive(true), historyMs);
    return () => clearTimeout(timer);
  }, []);
  const spans = useMemo(
    () => detail?.complaints.filter(({ here }) => here).flatMap(({ evidenceSpans }) => evidenceSpans) ?? [],
    [detail],
  );
  const moods = useMemo(() => moodOfEntries(entries, detail?.brief.mood ?? []), [entries, detail]);
  const revealed = useMemo(() => new Map(props.revealed?.map(({ seq, text }) => [seq, text])), [props.revealed]);
  if (atEnd) from.current = Math.max(0, entries.length - shown);
  const earlier = from.current;
  const visible = entries.slice(earlier);
  const showEarlier = () => {
    const view = scroller.current;
    if (!view) return;
    below.current = view.scrollHeight - view.scrollTop;
    from.current = Math.max(0, earlier - page);
    setShown(entries.length - from.current);
    view.focus({ preventScroll: true });
  };
  const now = Date.now() + props.skew;
  return (
    <div class="transcript-frame">
      <div
        ref={scroller}
        class="transcript"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys scroll it
        tabIndex={0}
        role="log"
        aria-label={words.label}
        aria-live={live ? 'polite' : 'off'}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          const nowAtEnd = scrollHeight - scrollTop - clientHeight < nearEndPx;
          if (atEnd && !nowAtEnd) leftAt.current = conversation.last;
          setAtEnd(nowAtEnd);
        }}
      >
        {earlier > 0 ? (
          <button type="button" class="quiet small earlier" onClick={showEarlier}>
            {filled(words.earlier, { n: earlier })}
          </button>
        ) : null}
        {entries.length === 0 && pending.length === 0 ? (
          <p class="empty">{conversation.refused ? words.refused : words.empty}</p>
        ) : null}
        {visible.map((entry, index) => (
          <Fragment key={entry.seq}>
            {startsDay(visible[index - 1], entry) ? (
              <p class="day">
                <span>{dayName(entry.at, now, language, words)}</span>
              </p>
            ) : null}
            <TranscriptLine
              entry={entry}
              first={startsTurn(visible[index - 1], entry)}
              anger={moods.get(entry.seq)}
              spans={entry.from === 'customer' ? spans : none}
              full={revealed.get(entry.seq)}
              seen={entry.seq <= conversation.seen}
              mine={entry.from === 'agent' && entry.name === props.me}
              wording={wording}
            />
          </Fragment>
        ))}
        {pending.map((message) => (
          <PendingLine key={message.id} message={message} detail={detail} />
        ))}
        <Typing at={conversation.typedAt} text={words.typing} />
      </div>
      {atEnd ? null : (
        <button
          type="button"
          class="strong small below"
          onClick={() => {
            setAtEnd(true);
            toEnd();
          }}
        >
          {conversation.last > leftAt.current ? words.newBelow : words.toEnd}
        </button>
      )}
    </div>
  );
}

const none: readonly string[] = [];
const startsDay = (before: TranscriptEntry | undefined, entry: TranscriptEntry) =>
  before === undefined || dayOf(before.at) !== dayOf(entry.at);
/** Who speaks is said where the speaker changes, or after a pause. */
const startsTurn = (before: TranscriptEntry | undefined, entry: TranscriptEntry) =>
  before === undefined ||
  before.from !== entry.from ||
  before.name !== entry.name ||
  entry.at - before.at > 180_000 ||
  startsDay(before, entry);

function Typing({ at, text }: { at: number; text: string }) {
  useTick(1000);
  return Date.now() - at < typingShownMs ? (
    <p class="typing">
      <i />
      <i />
      <i /> {text}
    </p>
  ) : null;
}
