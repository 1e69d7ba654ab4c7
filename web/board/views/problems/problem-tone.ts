import type { KnownProblemStatus } from '../../../../src/known-problems/known-problem';
import type { Tone } from '../../../components/chip';

export const problemTone: Readonly<Record<KnownProblemStatus, Tone>> = {
  suggested: 'warn',
  dismissed: 'plain',
  open: 'bad',
  repaired: 'accent',
  closed: 'good',
};
