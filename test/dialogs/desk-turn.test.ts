import type { TurnContext } from 'botbuilder';
import { DeskTurn } from '../../dialogs/desk-turn';
import { deskTurnOf } from './desk-turn-of';

describe('DeskTurn', () => {
  it('sends one reply made of paragraphs, with the choices of the last one that has any', async () => {
    const { desk, sent } = deskTurnOf();
    desk.sayKey('dialog.back', {}, ['balance']);
    desk.sayKey('dialog.anything_else', {}, ['yes', 'no']);
    desk.say({ text: '（完）', speak: '完' });
    desk.alsoOffer(desk.choice('person'));
    desk.alsoOffer(desk.choice('person'));
    await desk.flush();
    expect(sent).toHaveLength(1);
    expect(sent[0]?.text).toBe('好，回到上一步。\n\n好的。还有什么可以帮您？\n\n（完）');
    expect(sent[0]?.speak).toContain('完');
    expect(sent[0]?.suggestedActions?.actions.map(({ title }) => title)).toEqual(['是的', '先不用', '转人工']);
  });

  it('is silent when nothing was said', async () => {
    const { desk, sent } = deskTurnOf();
    expect(desk.saidNothing).toBe(true);
    await desk.flush();
    expect(sent).toEqual([]);
  });

  it('repeats the last reply as it was, and says when there is none', async () => {
    const { desk, sent } = deskTurnOf();
    expect(await desk.repeatLast()).toBe(false);
    desk.sayKey('dialog.back', {}, ['balance']);
    await desk.flush();
    expect(await desk.repeatLast()).toBe(true);
    expect(sent[1]).toEqual(sent[0]);
  });

  it('speaks the language of the conversation', async () => {
    const { desk, sent } = deskTurnOf(undefined, { language: 'en' });
    desk.sayKey('dialog.back');
    await desk.flush();
    expect(sent[0]).toMatchObject({ text: 'All right, one step back.', locale: 'en' });
  });

  it('may be rated only where it said so, and asks for a person only when told', async () => {
    const { desk, sent } = deskTurnOf();
    desk.sayKey('dialog.back');
    await desk.flush();
    expect(sent[0]?.channelData).toBeUndefined();
    desk.markRateable('billing.balance');
    await desk.flush();
    expect(sent[1]?.channelData).toEqual({ rateable: true, topic: 'billing.balance' });
    expect(desk.escalated).toBeUndefined();
    desk.escalate('strong_anger');
    expect(desk.escalated).toBe('strong_anger');
  });

  it('is found on its context, and only there', () => {
    const { desk, context } = deskTurnOf();
    expect(DeskTurn.of(context)).toBe(desk);
    const other = { turnState: new Map() } as unknown as TurnContext;
    expect(() => DeskTurn.of(other)).toThrow('inside DeskBot only');
  });
});
