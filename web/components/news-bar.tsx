import type { StaffWording } from '../wording/staff/staff-wording';
import { filled } from '../wording/wording';
import { Icon } from './icon';

export interface NewsBarProps {
  readonly words: StaffWording['news'];
  /** How many lines are kept back; 0: no bar. */
  readonly changes: number;
  readonly release: () => void;
}

/** Last in its list, afloat above the lower edge of what is seen of it: that it comes moves nothing. */
export const NewsBar = ({ words, changes, release }: NewsBarProps) => (
  <div class="news" role="status">
    {changes > 0 ? (
      <button type="button" class="strong small" onClick={release}>
        <Icon name="clock" />
        {changes === 1 ? words.change : filled(words.changes, { n: changes })} · {words.update}
      </button>
    ) : null}
  </div>
);
