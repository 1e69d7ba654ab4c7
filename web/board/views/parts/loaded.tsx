import type { ComponentChildren } from 'preact';
import { Icon } from '../../../components/icon';
import { clockTime } from '../../../shared/times';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import type { Asked } from '../../use-asked';

export interface LoadedProps<Value> {
  readonly asked: Asked<Value>;
  /** Height of what is coming, in lines, so that nothing jumps when it is there. */
  readonly lines?: number;
  readonly children: (value: Value) => ComponentChildren;
}

/** What was asked for, or why it is not there; old figures stay, with their time. */
export function Loaded<Value>({ asked, lines = 4, children }: LoadedProps<Value>) {
  const { wording } = useBoard();
  const words = wording.state;
  const { value, at, fault, again } = asked;
  if (value === undefined && asked.isLoading)
    return (
      <div class="skeleton" role="status">
        <span class="only-heard">{words.loading}</span>
        {Array.from({ length: lines }, (_, index) => (
          <i key={index} />
        ))}
      </div>
    );
  const retry = (
    <button type="button" class="quiet small" onClick={again}>
      {words.retry}
    </button>
  );
  if (value === undefined) {
    const isAway = fault === undefined || fault.status === 0 || fault.status >= 500;
    return (
      <div class="trouble" role="alert">
        <Icon name="alert" />
        <p>{fault?.status === 403 ? words.forbidden : isAway ? words.unreachable : words.failed}</p>
        {fault?.status === 403 ? null : retry}
      </div>
    );
  }
  return (
    <>
      {fault ? (
        <p class="stale line" role="status">
          <Icon name="clock" />
          <span>{filled(words.stale, { time: clockTime(at ?? 0) })}</span>
          {retry}
        </p>
      ) : null}
      {children(value)}
    </>
  );
}
