import { type Activity, ActivityTypes, type TurnContext } from 'botbuilder';
import { AskDialog, type Question } from '../../../dialogs/ask-dialog';
import type { DeskState } from '../../../dialogs/desk-state';
import { complaintEventNames } from '../../complaints/protocol';
import type { Replies } from '../../conversation/replies';
import { draftOfferedEventName, turnOf } from '../../conversation/turn';
import { TurnState } from '../../conversation/turn-state';
import { traditionalSigns } from '../../knowledge/traditional';
import { noticeEventName } from '../../notices/notice';
import { type Consents, consentTopics } from '../../ports/consents';
import { hasChinese, languages } from '../../ports/language';
import type { Suggestion } from '../../ports/wording';
import { renderAgentSms, renderSms } from './rendering';
import { choicesLastMs, dialogLastsMs, newSession, type SmsSession, sessionProperty } from './sms-session';
import type { SmsWords } from './sms-words';

/** Events that make us write first. */
const begunByUs: ReadonlySet<string> = new Set([
  draftOfferedEventName,
  noticeEventName,
  ...Object.values(complaintEventNames),
]);

/** Event of our own making: more came than is read (S12), and the customer is told so. */
export const tooManyEventName = 'desk.sms_too_many';

export interface Bot {
  run(context: TurnContext): Promise<void>;
}

export interface SmsBotDeps {
  readonly bot: Bot;
  readonly words: SmsWords;
  readonly replies: Pick<Replies, 'say'>;
  /** What the number agrees to and refuses (L12). */
  readonly consents: Pick<Consents, 'decide'>;
}

/**
 * The bot as it is spoken to by text message: keywords are answered here, a number becomes the choice it stands for,
 * and each reply gets its text message in `channelData.sms`. Turns of other channels pass untouched.
 */
export function smsBot(deps: SmsBotDeps): Bot {
  const state = new TurnState();
  const memory = state.createProperty<SmsSession>(sessionProperty);
  const dialogs = state.createProperty<Dialogs>('dialogs');
  const desks = state.createProperty<Pick<DeskState, 'unasked'>>('desk');
  return {
    async run(context) {
      if (turnOf(context).channel !== 'sms') return deps.bot.run(context);
      const session = (await memory.get(context, newSession())) ?? newSession();
      const { now } = turnOf(context);
      // Whoever comes back after days begins anew; not our own events: the timer of a story just begun is one.
      const isCustomer = context.activity.type === ActivityTypes.Message;
      if (isCustomer && session.at > 0 && now - Math.max(session.at, session.anewAt ?? 0) > dialogLastsMs) {
        await dialogs.delete(context);
        session.choices = [];
        delete session.rest;
        session.anewAt = now;
      }
      const { dialogStack = [] } = (await dialogs.get(context, {})) ?? {};
      const desk = await desks.get(context);
      await new SmsTurn(context, session, deps, openQuestion(dialogStack), desk).run();
    },
  };
}

const said = { stop: 'stopped', stopAll: 'stopped_all', start: 'started' } as const;
/** Questions that a word like 退订 may answer. */
const answerable: ReadonlySet<string> = new Set(['yes_no_cancel', 'wish', 'words']);

interface Dialogs {
  readonly dialogStack?: readonly { readonly id: string; readonly state: unknown }[];
}

function openQuestion(stack: NonNullable<Dialogs['dialogStack']>): Question | undefined {
  const top = stack.at(-1);
  return top?.id === AskDialog.id ? (top.state as Question) : undefined;
}

class SmsTurn {
  /** Said before or after the bot's own words. */
  private before = '';
  private after = '';
  /** Beside the matter: what was offered stands. */
  private aside = false;

  constructor(
    private readonly context: TurnContext,
    private readonly session: SmsSession,
    private readonly deps: SmsBotDeps,
    private readonly question: Question | undefined,
    /** What the bot remembers, once it has. */
    private readonly desk: Pick<DeskState, 'unasked'> | undefined,
  ) {}

  async run(): Promise<void> {
    const { context, deps } = this;
    context.onSendActivities(async (_, activities, next) => {
      for (const activity of activities) if (activity.type === ActivityTypes.Message) this.dress(activity);
      return next();
    });
    // The customer speaks first; a greeting would only be a message more.
    if (context.activity.type === ActivityTypes.ConversationUpdate) return;
    if (context.activity.name === tooManyEventName) return this.sayAside('sms.too_many');
    if (context.activity.type === ActivityTypes.Message && !(await this.hear())) return;
    await deps.bot.run(context);
  }

  /** @returns whether the bot is to answer */
  private async hear(): Promise<boolean> {
    const { context, session, deps } = this;
    const { text = '' } = context.activity;
    // Before anything was said in Chinese, a latin word is a sign of the language.
    if (session.at === 0 && /^[a-z]{4,}$/i.test(text.trim())) session.language = 'en';
    const keyword = deps.words.keyword(text);
    if ((keyword === 'stop' || keyword === 'stopAll' || keyword === 'start') && !this.isAnswer(text)) {
      await this.decide(keyword, text);
      return false;
    }
    // Who talks to a person talks to nobody else; only what we send unasked is ended and begun at any time.
    if (session.person === true) return true;
    if (keyword === 'help') {
      this.after = this.say('sms.help');
      context.activity.text = deps.words.said('help', session.language);
    }
    if (keyword === 'more') {
      await this.more();
      return false;
    }
    this.choose(deps.words.number(text));
    return true;
  }

  private choose(number: number | undefined): void {
    const { context, session, deps } = this;
    const chosen = number === undefined ? undefined : session.choices[number - 1];
    if (!chosen) return;
    if (turnOf(context).now - session.at <= choicesLastMs) {
      context.activity.text = chosen.say;
      return;
    }
    this.before = this.say('sms.expired');
    context.activity.text = deps.words.said('repeat', session.language);
  }

  /** "退订" to "shall I cancel it?" is a yes, and one of the choices is that choice. */
  private isAnswer(text: string): boolean {
    const { question, session, deps } = this;
    if (question === undefined || session.person === true) return false;
    const isChoice = (question.choices ?? []).some(({ title, say }) => title === text.trim() || say === text.trim());
    return isChoice || (deps.words.alsoAnswers(text) && answerable.has(question.expecting));
  }

  private async decide(wish: 'stop' | 'stopAll' | 'start', words: string): Promise<void> {
    const { deps } = this;
    const { turnKey, now, userId } = turnOf(this.context);
    // Each of these words is written otherwise in the two scripts.
    if (hasChinese(words)) this.session.language = traditionalSigns(words) === words ? 'zh-Hant' : 'zh-Hans';
    const given = wish === 'start';
    const topics = wish === 'stop' ? (['offers', 'greeting'] as const) : consentTopics;
    // What the customer asks later answers nothing of ours (docs/contacts.md).
    delete this.desk?.unasked;
    await deps.consents.decide(userId, topics, { given, at: now, by: turnKey, words });
    if (deps.words.alsoAnswers(words)) this.after = this.say('sms.cancel_service');
    await this.sayAside(`consent.${said[wish]}`);
  }

  private async more(): Promise<void> {
    const { rest, choices, language } = this.session;
    if (rest === undefined) return this.sayAside('sms.no_more');
    const actions = choices.map(({ title, say }) => ({ type: 'imBack', title, value: say }));
    await this.context.sendActivity({
      type: ActivityTypes.Message,
      text: rest,
      locale: language,
      ...(actions.length > 0 && { suggestedActions: { to: [], actions } }),
    });
  }

  private async sayAside(key: string): Promise<void> {
    this.aside = true;
    const { language } = this.session;
    await this.context.sendActivity({ type: ActivityTypes.Message, text: this.say(key), locale: language });
  }

  private readonly say = (key: string): string => this.deps.replies.say(key, this.session.language).text;

  /** Works out the text message of a reply, and remembers what its numbers mean. */
  private dress(activity: Partial<Activity>): void {
    const { session, deps } = this;
    const { now } = turnOf(this.context);
    const agent = agentOf(activity);
    if (agent !== undefined) {
      this.dressAgent(activity, agent, now);
      return;
    }
    const notice = session.at === 0 || now - session.at > dialogLastsMs;
    session.language = languages.find((known) => known === activity.locale) ?? session.language;
    const text = [this.before, activity.text ?? '', this.after].filter(Boolean).join('\n');
    const { language } = session;
    const sms = renderSms({ text, choices: this.aside ? [] : choicesOf(activity), language, notice }, deps.replies);
    // What nobody wrote for counts against the limits of messages we begin (S12).
    const begun = begunByUs.has(this.context.activity.name ?? '');
    activity.channelData = { ...activity.channelData, sms: { text: sms.text, ...(begun && { begun }) } };
    session.at = now;
    if (this.aside) return;
    delete session.person;
    session.choices = [...sms.choices];
    if (sms.rest === undefined) delete session.rest;
    else session.rest = sms.rest;
  }

  private dressAgent(activity: Partial<Activity>, name: string, now: number): void {
    const { session, deps } = this;
    session.language = languages.find((known) => known === activity.locale) ?? session.language;
    const text = renderAgentSms({ name, text: activity.text ?? '', language: session.language }, deps.replies);
    activity.channelData = { ...activity.channelData, sms: { text } };
    session.at = now;
    session.person = true;
    // What the bot offered before is no answer to a person.
    session.choices = [];
    delete session.rest;
  }
}

/** A person's name, as the bot marks their messages. */
function agentOf({ channelData }: Partial<Activity>): string | undefined {
  const name = (channelData as { agent?: { name?: unknown } } | undefined)?.agent?.name;
  return typeof name === 'string' ? name : undefined;
}

const choicesOf = ({ suggestedActions }: Partial<Activity>): Suggestion[] =>
  (suggestedActions?.actions ?? []).map(({ title, value }) => ({
    title,
    say: typeof value === 'string' ? value : title,
  }));
