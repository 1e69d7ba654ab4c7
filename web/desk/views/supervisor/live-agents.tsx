import type { LiveView } from '../../../../src/desk/supervisor-api';
import { TableFrame } from '../../../components/table-frame';
import { label } from '../../../wording/desk/desk-wording';
import { useDesk } from '../../desk-context';
import { clockSpan, nameOf, spanOf, topicText } from '../../format';
import { hashOf } from '../../state/route';

/** Who is there, with whom, and how full. A customer's link opens the conversation, where taking over and whispering is. */
export function LiveAgents({ agents, now }: { agents: LiveView['agents']; now: number }) {
  const { state, wording, language } = useDesk();
  const words = wording.live;
  const status = (presence: LiveView['agents'][number]['presence']) => {
    if (!presence) return words.offline;
    const reason =
      presence.reason === 'no_answer'
        ? wording.presence.noAnswer
        : nameOf(state.words?.awayReasons, presence.reason ?? '', language);
    return [label(wording.presence, presence.status), reason, spanOf(now - presence.since, wording)]
      .filter(Boolean)
      .join(' · ');
  };
  return (
    <section class="panel" aria-labelledby="live-agents">
      <h3 id="live-agents">{words.agents}</h3>
      <TableFrame label={words.agents}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.agent}</th>
              <th scope="col">{words.status}</th>
              <th scope="col" class="amount">
                {words.load}
              </th>
              <th scope="col" class="amount">
                {words.today}
              </th>
              <th scope="col" class="amount">
                {words.handling}
              </th>
              <th scope="col">{words.customers}</th>
            </tr>
          </thead>
          <tbody>
            {agents.map((agent) => (
              <tr key={agent.name}>
                <th scope="row">{agent.displayName}</th>
                <td class="state">
                  <i class={`dot ${agent.presence?.status ?? 'offline'}`} /> {status(agent.presence)}
                </td>
                <td class="amount">
                  {agent.load}/{agent.capacity}
                </td>
                <td class="amount">{agent.finishedToday}</td>
                <td class="amount">{agent.handlingMs === undefined ? '–' : clockSpan(agent.handlingMs)}</td>
                <td>
                  <ul class="customers">
                    {agent.customers.map((one) => (
                      <li key={one.id}>
                        <a href={hashOf({ view: 'inbox', id: one.id })}>
                          <span class="number">{one.phone ?? wording.inbox.anonymous}</span>{' '}
                          {topicText(one.topic, wording, language)}
                        </a>
                      </li>
                    ))}
                  </ul>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </section>
  );
}
