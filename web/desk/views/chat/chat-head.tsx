import type { DeskAct, HandoffDetail, HandoffSummary } from '../../../../src/desk/desk-api';
import { Chip } from '../../../components/chip';
import { Icon } from '../../../components/icon';
import { Menu } from '../../../components/menu';
import { label } from '../../../wording/desk/desk-wording';
import { type DialogName, useDesk } from '../../desk-context';
import { topicText } from '../../format';

const dialogs: readonly DialogName[] = ['transfer', 'call_back', 'note', 'whisper', 'reassign'];

/** Who it is and what may be done. */
export function ChatHead({ summary, detail }: { summary: HandoffSummary; detail: HandoffDetail | undefined }) {
  const { state, desk, wording, language, ask } = useDesk();
  const words = wording.act;
  const may = (act: DeskAct) => detail?.may.includes(act) ?? false;
  // Buttons and their words are of one moment: none moves away under a pointer when the brief follows its summary.
  const mine = detail?.agent === state.me?.name;
  const isAssigned = detail?.status === 'assigned';
  // Who may take it from anybody passes it on by that: one button for one thing.
  const others = dialogs.filter((act) => may(act as DeskAct) && !(act === 'transfer' && may('reassign') && !mine));
  const other = (act: DialogName, kind: string, close?: () => void) => (
    <button
      key={act}
      type="button"
      class={kind}
      data-act={act}
      onClick={() => {
        close?.();
        ask(act);
      }}
    >
      {label(words, act)}
    </button>
  );
  return (
    <header class="chat-head">
      <button type="button" class="bare only-narrow" aria-label={wording.back} onClick={() => desk.open(undefined)}>
        <Icon name="back" />
      </button>
      <div class="who">
        <h2 class="number" tabIndex={-1} id="chosen">
          {summary.phone ?? wording.inbox.anonymous}
        </h2>
        <p>
          {topicText(summary.topic, wording, language)} · {label(wording.channel, summary.channel)} ·{' '}
          {label(wording.language, summary.language)}
        </p>
      </div>
      <Chip tone={summary.status === 'assigned' ? 'good' : 'plain'}>{label(wording.status, summary.status)}</Chip>
      <div class="acts">
        {others.length > 0 ? (
          <>
            <div class="only-wide">{others.map((act) => other(act, 'quiet small'))}</div>
            <div class="not-wide">
              <Menu label={words.more} class="quiet small" button={words.more}>
                {(close) => others.map((act) => other(act, 'choice', close))}
              </Menu>
            </div>
          </>
        ) : null}
        {may('decline') ? (
          <button type="button" class="quiet small" onClick={() => void desk.decline(summary.id)}>
            {words.decline}
          </button>
        ) : null}
        {may('accept') ? (
          <button type="button" class="strong small" onClick={() => void desk.accept(summary.id)}>
            {words.accept}
          </button>
        ) : may('take') ? (
          <button
            type="button"
            class={isAssigned ? 'quiet small' : 'strong small'}
            onClick={() => void desk.take(summary.id)}
          >
            {isAssigned && !mine ? words.takeOver : words.take}
          </button>
        ) : null}
        {may('finish') ? (
          <button
            type="button"
            class={mine ? 'strong small' : 'quiet small'}
            data-act="finish"
            onClick={() => ask('finish')}
          >
            {words.finishShort}
          </button>
        ) : null}
      </div>
    </header>
  );
}
