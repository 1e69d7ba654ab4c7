import { type Complaint, type ComplaintStatus, isEnded } from '../../../../src/complaints/complaint';
import { useDesk } from '../../desk-context';

const stages = [
  'received',
  'acknowledged',
  'assessed',
  'investigating',
  'answered',
  'decision_communicated',
  'rechecked',
  'closed',
] as const satisfies readonly ComplaintStatus[];
type Stage = (typeof stages)[number];

/** How far it has come: one step for each stage of ISO 10002. */
export function StageLine({ complaint }: { complaint: Pick<Complaint, 'status' | 'history' | 'marks'> }) {
  const { wording } = useDesk();
  const words = wording.complaints;
  const { status } = complaint;
  const at = stages.indexOf(stageOf(complaint));
  // Closed after two tries in vain: nobody confirmed anything.
  const skipped = (stage: Stage) => stage === 'rechecked' && status === 'closed' && !complaint.marks.rechecked;
  return (
    <ol class="stages" aria-label={words.stages}>
      {stages.map((stage, index) => {
        const now = index === at && !isEnded(status);
        const done = (index < at || (index === at && status === 'closed')) && !skipped(stage);
        return (
          <li key={stage} class={now ? 'now' : done ? 'done' : ''} aria-current={now ? 'step' : undefined}>
            <span class="name">{words.stage[stage]}</span>
            <span class="only-heard">{now ? words.stageNow : done ? words.stageDone : words.stageOpen}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** The stage it stands on; for one that left the line, where it left. */
function stageOf({ status, history }: Pick<Complaint, 'status' | 'history'>): Stage {
  if (status === 'waiting_for_customer') return 'investigating';
  const own = stages.find((stage) => stage === status);
  if (own) return own;
  const left = history.findLast(({ to, from }) => to === status && from !== status)?.from;
  return left === 'waiting_for_customer' ? 'investigating' : (stages.find((stage) => stage === left) ?? 'received');
}
