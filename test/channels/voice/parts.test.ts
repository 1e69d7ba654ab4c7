import fc from 'fast-check';
import { activityOf, callEventOf } from '../../../src/channels/voice/call-activity';
import { loadCallCues } from '../../../src/channels/voice/call-cues';
import { newCallState } from '../../../src/channels/voice/call-state';
import { callerNumber } from '../../../src/channels/voice/caller-number';
import { saidByKeys } from '../../../src/channels/voice/listening';
import { loadSpeechHints } from '../../../src/channels/voice/speech-hints';
import { dataDir } from './calling';

describe('callerNumber', () => {
  it.each([
    ['+8613800000002', '13800000002'],
    ['008613800000002', '13800000002'],
    ['13800000002', '13800000002'],
    ['sip:+8613800000002@carrier.example.com;user=phone', '13800000002'],
    ['tel:+86-138-0000-0002', '13800000002'],
    ['+861012345678', '861012345678'],
    ['sip:alice@example.com', 'anonymous'],
    ['anonymous', 'anonymous'],
    ['Restricted', 'anonymous'],
    ['', 'anonymous'],
    ['+266696687', '266696687'],
    ['1'.repeat(40), 'anonymous'],
  ])('%s is %s', (from, number) => expect(callerNumber(from)).toBe(number));

  it('is always digits or "anonymous"', () => {
    fc.assert(fc.property(fc.string(), (from) => /^(\d{3,15}|anonymous)$/.test(callerNumber(from))));
  });
});

describe('activityOf', () => {
  const event = (what: Parameters<typeof activityOf>[0]['what']) =>
    activityOf({ callId: 'c', from: 'f', to: 't', step: 3, what });

  it('is read back as what was heard', () => {
    for (const what of [
      { kind: 'speech', text: '你好', confidence: 0.5 },
      { kind: 'speech', text: '你好' },
      { kind: 'keys', digits: '12#' },
      { kind: 'silence' },
      { kind: 'transfer', result: 'busy' },
    ] as const)
      expect(callEventOf(event(what))).toEqual(what);
  });

  it('cuts what nobody says in one breath, and takes no time or number in', () => {
    expect(event({ kind: 'speech', text: '二'.repeat(5000) }).text).toHaveLength(1000);
    expect(JSON.stringify(event({ kind: 'silence' }))).not.toContain('timestamp');
    expect(callEventOf(event({ kind: 'ended', reason: 'completed' }))).toBeUndefined();
  });
});

describe('saidByKeys', () => {
  const yes = { title: 'Yes', say: 'yes' };
  const no = { title: 'No', say: 'no' };
  const call = (digits: 'one' | 'number' | 'several') => ({ ...newCallState(), keys: { 1: yes, 2: no }, digits });

  it.each([
    ['one', '1', 'yes'],
    ['one', '3', undefined],
    ['one', '12', undefined],
    ['several', '12', 'yes+no'],
    ['several', '2112', 'no+yes'],
    ['several', '99', undefined],
    ['number', '1', 'yes'],
    ['number', '13800000002', '13800000002'],
    ['number', '2026112100427', 'C20261121-0042-7'],
  ] as const)('%s %s: %s', (digits, pressed, said) => expect(saidByKeys(call(digits), pressed, '+')).toBe(said));

  it('never throws, whatever is pressed', () => {
    fc.assert(
      fc.property(fc.string(), (pressed) => {
        saidByKeys(call('several'), pressed, '+');
        return true;
      }),
    );
    expect(saidByKeys(call('one'), '__proto__', '+')).toBeUndefined();
  });
});

describe('data of a call', () => {
  it.each([
    ['说慢点。', 'slower'],
    ['Slow down, please', 'slower'],
    ['再說一次', 'again'],
    ['说快一点', 'faster'],
    ['网速太慢了', undefined],
    ['constructor', undefined],
  ])('%s: %s', (words, cue) => expect(loadCallCues(dataDir)(words)).toBe(cue));

  it('hints: at most 100 in each language, in its script', () => {
    const hints = loadSpeechHints(dataDir);
    for (const words of Object.values(hints)) expect(words.length).toBeLessThanOrEqual(100);
    expect(hints['zh-Hant'].join()).toMatch(/帳單/);
    expect(hints.en.join()).toMatch(/bill/);
    expect(hints.en.join('')).not.toMatch(/[^a-z -]/);
  });
});
