import type { LearningView } from '../../../../src/desk/board-api';
import { TableFrame } from '../../../components/table-frame';
import { useBoard } from '../../board-context';
import { count } from '../../state/figure-text';
import { listHash, spanBack, spanBefore, usualDays } from '../../state/filter';
import { hashOf } from '../../state/route';
import { ChangeOf } from '../parts/change-of';
import { Counted } from '../parts/counted';
import { Panel } from '../parts/panel';

const lessIsGood = { unit: 'count', good: 'less' } as const;

/** What complaints came from lately, and how much is done about it. */
export function CausesAndFixes({ causes }: { causes: LearningView['causes'] }) {
  const { me, wording, language, names } = useBoard();
  const words = wording.learning;
  // The same days the server counted.
  const linked = (n: number, cause: string, owner: string, isBefore: boolean) => {
    if (n === 0 || me.role !== 'supervisor') return count(n, language);
    const now = { ...spanBack(usualDays), where: { cause: [cause], team: [owner] } };
    return <a href={listHash(isBefore ? spanBefore(now) : now, 'complaints')}>{count(n, language)}</a>;
  };
  if (causes.length === 0) return <p class="panel empty">{words.noCauses}</p>;
  return (
    <Panel title={words.tabs.causes} hint={words.causesHint}>
      <TableFrame label={words.tabs.causes}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.cause}</th>
              <th scope="col">{words.owner}</th>
              <th scope="col" class="amount">
                {words.count}
              </th>
              <th scope="col" class="amount">
                {words.countBefore}
              </th>
              <th scope="col">{words.change}</th>
              <th scope="col" class="amount">
                {words.actions}
              </th>
            </tr>
          </thead>
          <tbody>
            {causes.map(({ cause, owner, count: n, countBefore, actions }) => (
              <tr key={`${cause} ${owner}`}>
                <th scope="row">{names.of('cause', cause)}</th>
                <td>{names.of('team', owner)}</td>
                <td class="amount">{linked(n, cause, owner, false)}</td>
                <td class="amount">{linked(countBefore, cause, owner, true)}</td>
                <td>
                  <ChangeOf measure={lessIsGood} now={{ n, of: n }} before={{ n: countBefore, of: countBefore }} />
                </td>
                <td class="amount">
                  <Counted n={actions} href={hashOf('learning', new Map(), { tab: 'actions', cause, team: owner })}>
                    {count(actions, language)}
                  </Counted>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </Panel>
  );
}
