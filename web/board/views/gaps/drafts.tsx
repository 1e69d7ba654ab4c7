import { useState } from 'preact/hooks';
import type { DraftActBodies, DraftsView } from '../../../../src/desk/board-api';
import type { KnowledgeDraft } from '../../../../src/learning/learning';
import { Chip, type Tone } from '../../../components/chip';
import { dateAndTime } from '../../../shared/times';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import { useAsked } from '../../use-asked';
import { Loaded } from '../parts/loaded';
import { Panel } from '../parts/panel';
import { DraftDialog } from './draft-dialog';

const tones: Readonly<Record<KnowledgeDraft['status'], Tone>> = { draft: 'warn', published: 'good', rejected: 'plain' };
const mostReviewed = 5;

/** Answers of agents that wait for somebody to look at them. */
export function Drafts() {
  const { wording } = useBoard();
  const words = wording.gaps;
  const asked = useAsked<DraftsView>('learning/drafts');
  const [open, setOpen] = useState<{ draft: KnowledgeDraft; act: keyof DraftActBodies } | undefined>();
  return (
    <Panel title={words.drafts} hint={words.draftsHint}>
      <Loaded asked={asked} lines={4}>
        {({ drafts }) => {
          const waiting = drafts.filter(({ status }) => status === 'draft');
          const reviewed = drafts.filter(({ status }) => status !== 'draft').slice(0, mostReviewed);
          return (
            <>
              {waiting.length === 0 ? <p class="empty good-news">{words.noDrafts}</p> : null}
              <ul class="entries">
                {waiting.map((draft) => (
                  <Draft key={draft.id} draft={draft} act={(act) => setOpen({ draft, act })} />
                ))}
              </ul>
              {reviewed.length === 0 ? null : (
                <details class="past">
                  <summary>{words.reviewed}</summary>
                  <ul class="entries">
                    {reviewed.map((draft) => (
                      <Draft key={draft.id} draft={draft} />
                    ))}
                  </ul>
                </details>
              )}
            </>
          );
        }}
      </Loaded>
      {open ? (
        <DraftDialog
          draft={open.draft}
          act={open.act}
          onClose={() => {
            setOpen(undefined);
            asked.again();
          }}
        />
      ) : null}
    </Panel>
  );
}

function Draft({ draft, act }: { draft: KnowledgeDraft; act?: (act: keyof DraftActBodies) => void }) {
  const { wording, language, names } = useBoard();
  const words = wording.gaps;
  const { status, question, alternatives, answer, from, language: spoken } = draft;
  return (
    <li class="entry-card">
      <p class="line">
        <Chip tone={tones[status]}>{words.status[status]}</Chip>
        <span class="quiet-text">
          {filled(words.draftFrom, { agent: names.staff(from.agent), time: dateAndTime(from.at, language) })} ·{' '}
          {wording.languages[spoken]}
        </span>
      </p>
      <h4 class="words" lang={spoken}>
        {question}
      </h4>
      <p class="words" lang={spoken}>
        {answer}
      </p>
      {alternatives.length === 0 ? null : (
        <p class="quiet-text words">
          {words.alternatives}
          {wording.colon}
          <span lang={spoken}>{alternatives.join(' · ')}</span>
        </p>
      )}
      {act ? (
        <p class="line acts">
          {(['publish', 'edit', 'reject'] as const).map((one) => (
            <button
              key={one}
              type="button"
              class={one === 'publish' ? 'strong small' : 'quiet small'}
              data-act={one}
              onClick={() => act(one)}
            >
              {words[one]}
            </button>
          ))}
        </p>
      ) : null}
    </li>
  );
}
