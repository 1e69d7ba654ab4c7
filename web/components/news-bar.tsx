import type { StaffWording } from '../wording/staff/staff-wording';
import { filled } from '../wording/wording';
import { Icon } from './icon';

export interface NewsBarProps {
  readonly words: StaffWording['news'];
  /** How many lines are kept back; 0: no bar. */
  readonly changes: number;
  readonly release: () => void;
  /** Why there is nothing newer, and the name of the button to try again. */
  readonly fault?: { readonly text: string; readonly retry: string } | undefined;
  readonly retry?: () => void;
}

/** Last in its list, afloat above the lower edge of what is seen of it: that it comes moves nothing. */
export const NewsBar = ({ words, changes, release, fault, retry }: NewsBarProps) => (
  <div class="news" role="status">
    {fault ? (
      <button type="button" class="quiet small" onClick={retry}>
        <Icon name="alert" />
        {fault.text} <b>{fault.retry}</b>
      </button>
    ) : changes > 0 ? (
      <button type="button" class="strong small" onClick={release}>
        <Icon name="clock" />
        {changes === 1 ? words.change : filled(words.changes, { n: changes })} · {words.update}
      </button>
    ) : null}
  </div>
);
