import { useState } from 'preact/hooks';
import type { ActionActBodies, LearningView } from '../../../../src/desk/board-api';
import { Icon } from '../../../components/icon';
import { useBoard } from '../../board-context';
import { hashOf } from '../../state/route';
import { ActionCard } from './action-card';
import { ActionDialog } from './action-dialog';

export type Action = LearningView['actions'][number];
const groupOf = ({ overdue, doneAt, droppedAt }: Action) =>
  doneAt !== undefined || droppedAt !== undefined ? 'over' : overdue ? 'overdue' : 'open';
const groups = ['overdue', 'open', 'over'] as const;

/** What departments do about causes: what is overdue first. */
export function Actions({ actions: all, again }: { actions: readonly Action[]; again: () => void }) {
  const { me, route, wording, names } = useBoard();
  const words = wording.learning;
  const [cause, team] = [route.query.get('cause'), route.query.get('team')];
  // Those a number of the other tab counts; dropped ones are none of them.
  const actions =
    cause === undefined
      ? all
      : all.filter(
          (action) =>
            action.cause === cause && (team === undefined || action.owner === team) && action.droppedAt === undefined,
        );
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
      {cause === undefined ? null : (
        <p class="line">
          <span>
            {names.of('cause', cause)}
            {team === undefined ? '' : ` · ${names.of('team', team)}`}
          </span>
          <a class="link" href={hashOf('learning', route.query, { cause: undefined, team: undefined })}>
            {words.allActions}
          </a>
        </p>
      )}
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
