import { options } from 'preact';
import { whenReleased } from '../shared/press';

/** From now on nothing is drawn anew between a press and its release. */
export function steadyWhilePressed(): void {
  options.debounceRendering = (draw) => void Promise.resolve().then(() => whenReleased(draw));
}
