import type { Alarms } from './alarms';
import type { CmppPdu } from './codec';
import type { Body, CommandName } from './layouts';

/** Requests that have answers, and their names. */
export interface Answers {
  readonly submit: 'submit_resp';
  readonly active_test: 'active_test_resp';
  readonly terminate: 'terminate_resp';
}

export interface Answer<Command extends CommandName> {
  readonly body: Body<Command>;
  /** It was sent more than once: the gateway may have carried it out more than once, too. */
  readonly repeated: boolean;
}

/** No answer came: whether the request was carried out is unknown. */
export class NoAnswer extends Error {}

interface Asked {
  readonly answer: CommandName;
  answered(body: CmppPdu['body']): void;
  lost(why: string): void;
}

/** N of the specification: how often a request is sent before its sender gives up. */
const mostTries = 3;

/** The requests of one link that wait for their answers. */
export class Requests {
  private readonly asked = new Map<number, Asked>();

  /** @param answerMs T of the specification: how long an answer may take until the request is sent again */
  constructor(
    private readonly alarms: Alarms,
    private readonly answerMs: number,
  ) {}

  /**
   * Sends a request, and again when no answer comes, three times in all, under one sequence number: a gateway that has
   * it already can tell.
   * @throws NoAnswer when none came, or the link ended before
   */
  ask<Command extends keyof Answers>(
    command: Command,
    sequence: number,
    write: () => void,
  ): Promise<Answer<Answers[Command]>> {
    return new Promise((resolve, reject) => {
      let tries = 0;
      let cancel = (): void => {};
      const end = (): void => {
        cancel();
        this.asked.delete(sequence);
      };
      const lost = (why: string): void => {
        end();
        reject(new NoAnswer(why));
      };
      const send = (): void => {
        if (tries < mostTries) {
          tries++;
          cancel = this.alarms.after(this.answerMs, send);
          write();
        } else lost(`no answer to ${command}, sent ${mostTries} times`);
      };
      const answered = (body: CmppPdu['body']): void => {
        end();
        // The caller has compared `answer` with the command that came.
        resolve({ body: body as Body<Answers[Command]>, repeated: tries > 1 });
      };
      this.asked.set(sequence, { answer: `${command}_resp`, answered, lost });
      send();
    });
  }

  /** @returns whether that is an answer to something we asked */
  answered({ command, sequence, body }: CmppPdu): boolean {
    const asked = this.asked.get(sequence);
    if (asked?.answer !== command) return false;
    asked.answered(body);
    return true;
  }

  /** The answer to this one came, but cannot be read. */
  spoilt(sequence: number): void {
    this.asked.get(sequence)?.lost('the answer was malformed');
  }

  end(why: string): void {
    for (const { lost } of [...this.asked.values()]) lost(why);
  }
}
