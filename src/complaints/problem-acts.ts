import type { AgentProfile } from '../handoff/agent';
import type { Answer, AttachedProblem } from './complaint';
import type { ComplaintActor, ComplaintActResult } from './complaint-acts';

/** What a known problem (src/known-problems) does to the complaints that are part of it. */
export interface ProblemChildActs {
  /** One complaint is part of one problem at most, and only before it is decided. */
  attach(id: string, by: ComplaintActor, problem: AttachedProblem): Promise<ComplaintActResult>;
  /** On its own again; of another problem, or of none: nothing changes. */
  detach(id: string, by: ComplaintActor, problemId: string, why: string): Promise<ComplaintActResult>;
  /** What is known now, told once for each serial of news, while nothing is decided. */
  tellProblem(id: string, problem: AttachedProblem & { readonly news: number }): Promise<ComplaintActResult>;
  /**
   * It is repaired: assessed, investigated and answered as one step, with one message to the customer. What is decided or
   * ended already, or was answered so before, stays as it is.
   */
  answerRepaired(
    id: string,
    by: AgentProfile,
    problemId: string,
    repair: Pick<Answer, 'text' | 'english' | 'cause' | 'at'>,
  ): Promise<ComplaintActResult>;
}
