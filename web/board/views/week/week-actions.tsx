import type { BoardWeek } from '../../../../src/desk/board-api';
import { useBoard } from '../../board-context';
import { today } from '../../state/days';
import { ActionCard } from '../learning/action-card';

export function WeekActions({ actions }: { actions: BoardWeek['actions'] }) {
  const { wording } = useBoard();
  const words = wording.week;
  return (
    <section>
      <h4>{words.actions}</h4>
      {actions.length === 0 ? <p class="empty">{words.noActions}</p> : null}
      <ul class="entries">
        {actions.map((action) => (
          <ActionCard
            key={action.id}
            action={{ ...action, overdue: action.doneAt === undefined && action.dueOn < today() }}
          />
        ))}
      </ul>
    </section>
  );
}
