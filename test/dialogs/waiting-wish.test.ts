import { join } from 'node:path';
import { loadCues } from '../../dialogs/cues';
import { waitingWish } from '../../dialogs/waiting-wish';
import { dataDir } from '../support/desk';

const cues = loadCues(join(dataDir, 'lexicon/cues.yaml'));

test.each([
  ['排到第几了', 'place'],
  ['我前面还有几个人啊', 'place'],
  ['還要等多久', 'place'],
  ['到我了吗', 'place'],
  ['how long is the wait?', 'place'],
  ['Where am I in the queue', 'place'],
  ['不等了', 'leave'],
  ['算了不排了', 'leave'],
  ['先不轉了', 'leave'],
  ['不需要人工了', 'leave'],
  ["I don't want to wait any more", 'leave'],
  ['给我回电吧', 'call_back'],
  ['约个时间', 'call_back'],
  ['明天下午三點打電話給我', 'call_back'],
  ['can you call me back tomorrow', 'call_back'],
  ['换个时间', 'other_time'],
  ['能不能改到明天', 'other_time'],
  ['can we reschedule', 'other_time'],
  ['换个号码', 'other_number'],
  ['use a different number please', 'other_number'],
  ['取消回电', 'cancel_call_back'],
  ['不用给我回电话了', 'cancel_call_back'],
  ["you don't need to call me back", 'cancel_call_back'],
])('“%s” is %s', (text, wish) => {
  expect(waitingWish({ text }, cues)).toBe(wish);
});

test.each([
  '什么是彩铃',
  '查余额',
  '我家宽带老是掉线',
  '谢谢',
  '你们上次让我等了三天没有一个人联系我，师傅约好了上门也没来，我不等了要投诉',
  'my broadband has been down since Monday and nobody called me back although you promised it twice',
])('“%s” is about something else', (text) => {
  expect(waitingWish({ text }, cues)).toBeUndefined();
});

test('“forget it” gives the place up', () => {
  expect(waitingWish({ text: '算了', control: 'cancel' }, cues)).toBe('leave');
});
