import type { LiveView } from '../../../../src/desk/supervisor-api';
import { TableFrame } from '../../../components/table-frame';
import { label } from '../../../wording/desk/desk-wording';
import { useDesk } from '../../desk-context';
import { clockSpan, nameOf } from '../../format';

/** Each team's waits of the last hour against its standard. */
export function LiveWaits({ waits }: { waits: LiveView['waits'] }) {
  const { state, wording, language } = useDesk();
  const words = wording.live;
  const span = (ms: number | undefined) => (ms === undefined ? '–' : clockSpan(ms));
  return (
    <section class="panel" aria-labelledby="live-waits">
      <h3 id="live-waits">{words.waits}</h3>
      <TableFrame label={words.waits}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.team}</th>
              <th scope="col" class="amount">
                {words.waiting}
              </th>
              <th scope="col" class="amount">
                {words.longest}
              </th>
              <th scope="col" class="amount">
                {words.median}
              </th>
              <th scope="col" class="amount">
                {words.standard}
              </th>
              <th scope="col" class="amount">
                {words.within}
              </th>
              <th scope="col" class="amount">
                {words.accepted}
              </th>
            </tr>
          </thead>
          <tbody>
            {waits.map((one) => (
              <tr key={one.team}>
                <th scope="row">{nameOf(state.words?.teams, one.team, language) ?? label(wording.skill, one.team)}</th>
                <td class="amount">{one.waiting}</td>
                <td class={one.longestMs > one.standardMs ? 'amount late' : 'amount'}>{span(one.longestMs)}</td>
                <td class="amount">{span(one.medianMs)}</td>
                <td class="amount">{span(one.standardMs)}</td>
                <td class={one.withinStandard !== undefined && one.withinStandard < 0.8 ? 'amount late' : 'amount'}>
                  {one.withinStandard === undefined ? '–' : `${Math.round(one.withinStandard * 100)}%`}
                </td>
                <td class="amount">{one.accepted}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </section>
  );
}
