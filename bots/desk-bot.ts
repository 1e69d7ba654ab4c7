import { ActivityHandler, type TurnContext } from 'botbuilder';
import { type DialogContext, DialogSet } from 'botbuilder-dialogs';
import { AnswerDialog } from '../dialogs/answer-dialog';
import { AskDialog } from '../dialogs/ask-dialog';
import { AskedDialog } from '../dialogs/asked-dialog';
import { CallBackDialog } from '../dialogs/call-back-dialog';
import { ComplaintDialog } from '../dialogs/complaint-dialog';
import { complaintNews, noticeNews, tellNews } from '../dialogs/complaint-news';
import { ConsentDialog } from '../dialogs/consent-dialog';
import { contactOver, contactQuiet, customerCame, goesOn, keepContact } from '../dialogs/contact';
import { callEnded, type LeftDraft, offerDraft } from '../dialogs/continuation';
import { type ComplaintNews, type DeskState, newDeskState } from '../dialogs/desk-state';
import { DeskTurn } from '../dialogs/desk-turn';
import { keepEvidence } from '../dialogs/evidence';
import { GreetingConsentDialog } from '../dialogs/greeting-consent';
import { handOver } from '../dialogs/handoff-dialog';
import { handoffStatus, queueUpdate } from '../dialogs/handoff-events';
import { IdentityDialog } from '../dialogs/identity-dialog';
import { remember } from '../dialogs/memory';
import { noteWhereabouts } from '../dialogs/notice-news';
import { OwnDataDialog } from '../dialogs/own-data-dialog';
import { passOn } from '../dialogs/pass-on';
import { RecheckDialog } from '../dialogs/recheck-dialog';
import { route, wake } from '../dialogs/router';
import type { Services } from '../dialogs/services';
import { SurveyDialog } from '../dialogs/survey-dialog';
import { TicketDialog } from '../dialogs/ticket-dialog';
import { WhichDialog } from '../dialogs/which-dialog';
import { complaintEventNames } from '../src/complaints/protocol';
import {
  callEndedEventName,
  draftOfferedEventName,
  personEventName,
  turnOf,
  wakeEventName,
} from '../src/conversation/turn';
import { TurnState } from '../src/conversation/turn-state';
import type { HandoffReason } from '../src/handoff/handoff';
import { hasTheWord } from '../src/handoff/has-the-word';
import {
  type AgentMessageValue,
  agentMessageEventName,
  type HandoffStatusValue,
  handoffStatusEventName,
  type QueueUpdateValue,
  queueUpdateEventName,
} from '../src/handoff/protocol';
import { type NoticeValue, noticeEventName } from '../src/notices/notice';
import type { Language } from '../src/ports/language';
import type { Understanding } from '../src/understanding/understanding';
import { keepUnsaid, sayAsAgent } from './agent-voice';

/** How many points of the mood curve are kept. */
const moodLength = 50;
/** Fewer are struck by chance. */
const leastWords = 4;
/** Of the parts of messages that show a grievance. */
const spansKept = 20;

type Work = (dc: DialogContext, desk: DeskTurn, value: unknown) => Promise<void>;
/** What our own side tells the bot; never comes from a customer's client. */
const events: ReadonlyMap<string, Work> = new Map<string, Work>([
  [
    callEndedEventName,
    async (dc, desk) => {
      await callEnded(dc, desk);
      await contactOver(desk);
    },
  ],
  [draftOfferedEventName, (dc, desk, value) => offerDraft(dc, desk, value as LeftDraft)],
  [
    personEventName,
    async (dc, desk, value) => {
      await customerCame(desk);
      await handOver(dc, desk, (value as { reason: HandoffReason }).reason);
    },
  ],
  [
    handoffStatusEventName,
    async (dc, desk, value) => {
      goesOn(desk.state, desk.turn.now);
      await handoffStatus(dc, desk, value as HandoffStatusValue);
    },
  ],
  [queueUpdateEventName, (dc, desk, value) => queueUpdate(dc, desk, value as QueueUpdateValue)],
  [noticeEventName, (dc, desk, value) => noticeNews(dc, desk, value as NoticeValue)],
  ...Object.values(complaintEventNames).map((name): [string, Work] => [
    name,
    (dc, desk, value) => complaintNews(dc, desk, { name, value } as ComplaintNews),
  ]),
]);

/** What the customer says is for whoever has the conversation: a person, or the dialogs. */
async function heedMessage(dc: DialogContext, desk: DeskTurn): Promise<void> {
  await customerCame(desk);
  passOn(desk);
  if (desk.ownedByPerson) await keepEvidence(dc, desk);
  else await route(dc, desk);
}

/** The Bot Framework bot: one turn in, understanding once, hand on to the dialogs, one reply out. */
export class DeskBot extends ActivityHandler {
  private readonly turnState = new TurnState();
  private readonly memory = this.turnState.createProperty<DeskState>('desk');
  private readonly dialogs: DialogSet;

  constructor(private readonly services: Services) {
    super();
    this.dialogs = new DialogSet(this.turnState.createProperty('dialogs'));
    for (const dialog of [
      new AskDialog(),
      new AnswerDialog(),
      new IdentityDialog(),
      new ComplaintDialog(),
      new TicketDialog(),
      new CallBackDialog(),
      new SurveyDialog(),
      new RecheckDialog(),
      new AskedDialog(),
      new WhichDialog(),
      new ConsentDialog(),
      new GreetingConsentDialog(),
      new OwnDataDialog(),
    ])
      this.dialogs.add(dialog);
    this.onMembersAdded(async (context, next) => {
      await this.turn(context, undefined, async (_, desk) => this.greet(desk));
      await next();
    });
    this.onMessage(async (context, next) => {
      const { state, heard } = await this.hear(context);
      await this.turn(context, heard, heedMessage, state);
      await next();
    });
    this.onEvent(async (context, next) => {
      const work = events.get(context.activity.name ?? '');
      if (context.activity.name === wakeEventName) await this.wake(context);
      else if (work) await this.turn(context, undefined, (dc, desk) => work(dc, desk, context.activity.value));
      else if (context.activity.name === agentMessageEventName) await this.letAgentSpeak(context);
      await next();
    });
  }

  /** Whatever the timers were set for; that a visit may be over is a matter of ours, and says nothing. */
  private async wake(context: TurnContext): Promise<void> {
    const { rang } = turnOf(context);
    if (rang.has('dialogs')) await this.turn(context, undefined, wake);
    if (!rang.has('contact')) return;
    const desk = new DeskTurn(context, turnOf(context), await this.remembered(context), undefined, this.services);
    await this.recallHandoff(desk);
    await contactQuiet(desk);
  }

  private async recallHandoff(desk: DeskTurn): Promise<void> {
    const { handoffId } = desk.state;
    if (handoffId !== undefined) desk.handoff = await this.services.queue.byId(handoffId);
  }

  private async letAgentSpeak(context: TurnContext): Promise<void> {
    const message = context.activity.value as AgentMessageValue;
    // Since the desk looked, the customer may have been passed on.
    const handoff = await this.services.queue.byId(message.handoffId);
    if (!handoff || !hasTheWord(handoff, message.agent.id)) {
      keepUnsaid(turnOf(context), message);
      return;
    }
    const state = await this.remembered(context);
    goesOn(state, turnOf(context).now);
    await sayAsAgent(context, message, state.language);
  }

  private async turn(
    context: TurnContext,
    heard: Understanding | undefined,
    work: (dc: DialogContext, desk: DeskTurn) => Promise<void>,
    known?: DeskState,
  ): Promise<void> {
    const state = known ?? (await this.remembered(context));
    const desk = new DeskTurn(context, turnOf(context), state, heard, this.services);
    await this.recallHandoff(desk);
    const dc = await this.dialogs.createContext(context);
    await work(dc, desk);
    if (desk.escalated) await handOver(dc, desk, desk.escalated);
    await noteWhereabouts(desk);
    await remember(dc, desk);
    await tellNews(dc, desk);
    await desk.flush();
    keepContact(desk);
  }

  private async remembered(context: TurnContext): Promise<DeskState> {
    const state = await this.memory.get(context, newDeskState());
    if (!state) throw new Error('The conversation state could not be read.');
    return state;
  }

  /** Understands the message once and remembers language and mood. */
  private async hear(context: TurnContext): Promise<{ state: DeskState; heard: Understanding }> {
    const state = await this.remembered(context);
    const { text = '', locale } = context.activity;
    const chosen = languageOf(locale);
    if (chosen && chosen !== state.locale) {
      state.locale = chosen;
      state.language = chosen;
    }
    const started = process.hrtime.bigint();
    const heard = await this.services.understander.understand(text, state.language);
    this.services.metrics.observe('understanding_seconds', Number(process.hrtime.bigint() - started) / 1e9);
    this.services.metrics.count('intents_total', { intent: heard.intent });
    // Noise in other letters is no wish to be spoken to in them; a first sentence is, though nobody understood it.
    const isFirst = state.locale === undefined && state.mood.length === 0;
    if (heard.intent !== 'None' || (isFirst && isSentence(heard))) state.language = heard.language;
    state.mood = [...state.mood, { at: turnOf(context).now, anger: heard.mood.anger }].slice(-moodLength);
    const shown = heard.clauses.filter(({ complaintType }) => complaintType !== undefined).map((clause) => clause.text);
    if (shown.length > 0) state.spans = [...(state.spans ?? []), ...shown].slice(-spansKept);
    const [age] = heard.slots.ages;
    if (age !== undefined) state.age = age;
    return { state, heard };
  }

  private async greet(desk: DeskTurn): Promise<void> {
    const chosen = languageOf(desk.context.activity.locale);
    if (chosen) {
      desk.state.language = chosen;
      desk.state.locale = chosen;
    }
    desk.sayKey('greeting', {}, ['balance', 'data_left', 'ring_back_tone', 'complain', 'person']);
  }
}

/** Chinese letters are typed on purpose, and so are some Latin words in a row. */
const isSentence = ({ language, text }: Understanding): boolean =>
  language !== 'en' || text.trim().split(/\s+/).length >= leastWords;

/** BCP 47 tag to the language the desk speaks; Taiwan, Hong Kong and Macao read Traditional. */
function languageOf(locale: string | undefined): Language | undefined {
  if (!locale) return undefined;
  if (/^zh\b.*(hant|tw|hk|mo)/i.test(locale)) return 'zh-Hant';
  if (/^zh\b/i.test(locale)) return 'zh-Hans';
  return /^en\b/i.test(locale) ? 'en' : undefined;
}
