import { useState } from 'preact/hooks';
import type { ActionActBodies, LearningView } from '../../../../src/desk/board-api';
import { Icon } from '../../../components/icon';
import { useBoard } from '../../board-context';
import { ActionCard } from './action-card';
import { ActionDialog } from './action-dialog';

export type Action = LearningView['actions'][number];
const groupOf = ({ overdue, doneAt, droppedAt }: Action) =>
  doneAt !== undefined || droppedAt !== undefined ? 'over' : overdue ? 'overdue' : 'open';
const groups = ['overdue', 'open', 'over'] as const;

/** What departments do about causes: what is overdue first. */
export function Actions({ actions, again }: { actions: readonly Action[]; again: () => void }) {
  const { me, wording } = useBoard();
  const words = wording.learning;
  const isSupervisor = me.role === 'supervisor';
  const [open, setOpen] = useState<{ action?: Action; act: keyof ActionActBodies | 'fresh' } | undefined>();
  return (
    <>
      {isSupervisor ? (
        <p class="line">
          <button type="button" class="strong small" onClick={() => setOpen({ act: 'fresh' })}>
            <Icon name="plus" />
            {words.fresh}
          </button>
        </p>
      ) : null}
      {actions.length === 0 ? <p class="panel empty">{words.noActions}</p> : null}
      {groups.map((group) => {
        const its = actions.filter((action) => groupOf(action) === group);
        if (its.length === 0) return null;
        return (
          <section key={group} class="group" aria-labelledby={`actions-${group}`}>
            <h3 id={`actions-${group}`}>
              {words.groups[group]} <span class={group === 'overdue' ? 'count bad' : 'count'}>{its.length}</span>
            </h3>
            <ul class="entries">
              {its.map((action) => (
                <ActionCard
                  key={action.id}
                  action={action}
                  {...(isSupervisor && group !== 'over'
                    ? { act: (act: keyof ActionActBodies) => setOpen({ action, act }) }
                    : {})}
                />
              ))}
            </ul>
          </section>
        );
      })}
      {open ? (
        <ActionDialog
          act={open.act}
          {...(open.action ? { action: open.action } : {})}
          onClose={() => {
            setOpen(undefined);
            again();
          }}
        />
      ) : null}
    </>
  );
}
