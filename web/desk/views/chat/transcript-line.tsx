import type { TranscriptEntry } from '../../../../src/desk/desk-events';
import { Chip } from '../../../components/chip';
import { Icon } from '../../../components/icon';
import { memo } from '../../../components/memo';
import { clockTime } from '../../../shared/times';
import type { DeskWording } from '../../../wording/desk/desk-wording';
import { filled } from '../../../wording/wording';
import { highlight } from '../../state/highlight';
import { Attachment } from '../attachment';
import { deskLine } from './desk-line';

export interface TranscriptLineProps {
  readonly entry: TranscriptEntry;
  /** Says who speaks. */
  readonly first: boolean;
  readonly anger: number | undefined;
  readonly spans: readonly string[];
  /** The words without mask, where they were revealed. */
  readonly full: string | undefined;
  readonly seen: boolean;
  readonly mine: boolean;
  readonly wording: DeskWording;
}

/** One line. Customers' words are text nodes and nothing else (S10). */
export const TranscriptLine = memo(function TranscriptLine(props: TranscriptLineProps) {
  const { entry, first, anger, spans, full, seen, mine, wording } = props;
  const words = wording.chat;
  const time = <time dateTime={new Date(entry.at).toISOString()}>{clockTime(entry.at)}</time>;
  if (entry.from === 'desk') {
    return (
      <p class="desk-line">
        {deskLine(entry, wording)} · {time}
      </p>
    );
  }
  const who =
    entry.from === 'agent'
      ? mine
        ? words.you
        : (entry.name ?? '')
      : entry.from === 'bot'
        ? words.bot
        : words.customer;
  return (
    <article class={`message ${entry.from}`} aria-label={`${who} ${clockTime(entry.at)}`}>
      {first ? (
        <p class="meta">
          <b>{who}</b> {time}
          {anger !== undefined && anger >= 2 ? (
            <Chip tone={anger >= 3 ? 'bad' : 'warn'}>{wording.anger[Math.min(3, Math.round(anger))]}</Chip>
          ) : null}
        </p>
      ) : null}
      {entry.text === '' ? null : (
        <p class="bubble words">
          {highlight(full ?? entry.text, spans).map(({ text, marked }) => (marked ? <mark>{text}</mark> : text))}
        </p>
      )}
      {entry.attachments.map((file) => (
        <Attachment key={file.id} file={file} />
      ))}
      {entry.choices.length > 0 ? (
        <p class="offered-choices words">{filled(words.choices, { choices: entry.choices.join(' / ') })}</p>
      ) : null}
      {entry.from === 'agent' ? (
        <p class={seen ? 'mark seen' : 'mark'}>
          <Icon name={seen ? 'checks' : 'check'} />
          <span class={seen ? '' : 'only-heard'}>{seen ? words.seen : words.sent}</span>
        </p>
      ) : null}
    </article>
  );
});
