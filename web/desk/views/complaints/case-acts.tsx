import type { ComplaintStatus } from '../../../../src/complaints/complaint';
import type { ComplaintActBodies, ComplaintDetail } from '../../../../src/desk/complaint-api';
import { Menu } from '../../../components/menu';
import { useDesk } from '../../desk-context';
import type { DialogAct } from './dialogs/act-dialog';

type Act = keyof ComplaintActBodies;

/** In the order of the work. */
const order: readonly DialogAct[] = [
  'assess',
  'ask',
  'answered',
  'answer',
  'contact',
  'recheck',
  'remedy',
  'close',
  'feedBack',
  'assign',
  'escalate',
  'merge',
  'separate',
  'withdraw',
  'reopen',
];
/** What comes next, as a rule. */
const nextOf: Partial<Record<ComplaintStatus, Act>> = {
  received: 'assess',
  acknowledged: 'assess',
  assessed: 'investigate',
  investigating: 'answer',
  waiting_for_customer: 'answered',
  decision_communicated: 'recheck',
  rechecked: 'close',
};

/**
 * A button for each step the server allows, and none for the others; closing also while something has to come first, which its
 * dialog says. What comes next stands out.
 */
export function CaseActs({ detail, ask }: { detail: ComplaintDetail; ask: (act: DialogAct) => void }) {
  const { state, complaints, wording } = useDesk();
  const words = wording.complaints;
  const { may, number, status, handler } = detail;
  const me = state.me?.name;
  const mayTake = me !== undefined && handler !== me && may.includes('assign');
  // Nobody has it: first of all somebody takes it.
  const next = mayTake && handler === undefined ? undefined : nextOf[status];
  const isShown = (act: DialogAct) => may.includes(act) || (act === 'close' && detail.beforeClosing !== undefined);
  const others = order.filter((act) => isShown(act) && act !== next);
  if (may.length === 0) return null;
  // Of two who take it from the list at once the second is told who has it.
  const take = () =>
    void complaints.actAtOnce(number, 'assign', { handler: me ?? '', ...(handler === undefined && { free: true }) });
  const button = (act: DialogAct | 'investigate' | 'take', kind: string, close?: () => void) => (
    <button
      key={act}
      type="button"
      class={kind}
      data-act={act}
      onClick={() => {
        close?.();
        if (act === 'take') take();
        else if (act === 'investigate') void complaints.actAtOnce(number, 'investigate', {});
        else ask(act);
      }}
    >
      {words.act[act]}
    </button>
  );
  const first = (
    <>
      {mayTake ? button('take', handler === undefined ? 'strong small' : 'quiet small') : null}
      {may.includes('investigate')
        ? button('investigate', next === 'investigate' ? 'strong small' : 'quiet small')
        : null}
      {next !== undefined && next !== 'investigate' && isDialog(next) && may.includes(next)
        ? button(next, 'strong small')
        : null}
    </>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <fieldset> is for forms
    <div class="case-acts" role="group" aria-label={words.acts}>
      {first}
      {others.length > 0 ? (
        <>
          <div class="only-wide">{others.map((act) => button(act, 'quiet small'))}</div>
          <div class="not-wide">
            <Menu label={words.moreActs} class="quiet small" button={words.moreActs}>
              {(close) => others.map((act) => button(act, 'choice', close))}
            </Menu>
          </div>
        </>
      ) : null}
    </div>
  );
}

const isDialog = (act: Act): act is DialogAct => order.some((one) => one === act);
