import type { ComplaintDetail } from '../../../../src/desk/complaint-api';
import { Bar } from '../../../components/bar';
import { Section } from '../../../components/section';
import { useTick } from '../../../components/use-tick';
import { filled } from '../../../wording/wording';
import { serverNow, useDesk } from '../../desk-context';
import { nameOf, whenOf } from '../../format';
import { clockText } from './clock-text';

/** What was promised, how much of it is used, and why a clock stands still. */
export function Clocks({ detail }: { detail: ComplaintDetail }) {
  const { state, wording, language } = useDesk();
  useTick(15_000);
  const words = wording.complaints;
  const now = serverNow(state);
  const timeOf = (at: number) => whenOf(at, now, language);
  const pause = detail.complaint.pauses?.find(({ until }) => until === undefined);
  return (
    <Section title={words.clocks}>
      <ul class="clocks">
        {detail.clocks.map((clock) => {
          const { text, tone } = clockText(clock, now, wording, timeOf);
          return (
            <li key={clock.name} data-clock={clock.name}>
              <span class="line">
                <b>{words.clock[clock.name]}</b>
                <span class={`time ${tone}`}>{text}</span>
              </span>
              <Bar
                part={clock.used}
                tone={clock.paused ? 'paused' : clock.doneAt === undefined ? tone : `done ${tone}`}
              />
              <small>
                <time dateTime={new Date(clock.dueAt).toISOString()}>
                  {filled(words.until, { time: timeOf(clock.dueAt) })}
                </time>
              </small>
            </li>
          );
        })}
      </ul>
      {pause ? (
        <p class="quiet-text">
          {filled(words.pausedSince, {
            reason: nameOf(state.words?.pauseReasons, pause.reason, language) ?? pause.reason,
            time: timeOf(pause.from),
          })}
        </p>
      ) : null}
    </Section>
  );
}
