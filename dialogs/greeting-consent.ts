import { WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs';
import { isYes } from './answer-dialog';
import { type Answered, AskDialog, type Question } from './ask-dialog';
import { DeskTurn } from './desk-turn';

export interface GreetingConsentOptions {
  /** The number of the complaint that was resolved. */
  readonly phone: string;
}
type Step = WaterfallStepContext<GreetingConsentOptions>;

/**
 * Asks, once a number, whether we may ask some days later how it has been; the answer is the proof (L12). Begun when
 * everything else about a resolved complaint is over, see {@link mayAskToGreet}.
 */
export class GreetingConsentDialog extends WaterfallDialog<GreetingConsentOptions> {
  static readonly id = 'greeting-consent';

  constructor() {
    super(GreetingConsentDialog.id, [(step) => ask(step), (step) => hear(step)]);
  }
}

/** Whoever is angry, or waits for something, is not asked; nobody is asked twice. */
export async function mayAskToGreet(desk: DeskTurn, phone: string): Promise<boolean> {
  const { state, services, turn } = desk;
  if ((state.news ?? []).length > 0 || (state.mood.at(-1)?.anger ?? 0) > 0) return false;
  return services.consents.ask(phone, 'greeting', turn.turnKey);
}

async function ask(step: Step) {
  const desk = DeskTurn.of(step.context);
  return step.beginDialog(AskDialog.id, {
    ...desk.question('consent.ask_greeting'),
    expecting: 'yes_no',
    choices: [desk.choice('greeting_yes'), desk.choice('greeting_no')],
    retries: 0,
    droppable: true,
  } satisfies Question);
}

async function hear(step: Step) {
  const desk = DeskTurn.of(step.context);
  const { turn, services } = desk;
  const said = (step.result as Answered | undefined)?.value;
  const given = isYes(desk, said) || said === desk.choice('greeting_yes').say;
  // Turned to something else: nobody has said anything, and is not asked again.
  if (!given && said !== 'no' && said !== desk.choice('greeting_no').say) return step.endDialog();
  await services.consents.decide(step.options.phone, ['greeting'], {
    given,
    at: turn.now,
    by: turn.turnKey,
    ...(desk.heard && { words: desk.heard.text }),
  });
  desk.sayKey(given ? 'consent.greeting_given' : 'consent.greeting_refused');
  return step.endDialog();
}
