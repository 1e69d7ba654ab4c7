import { extractSlots } from '../../../src/understanding/slots/extract';
import { normaliseInPlace } from '../../../src/understanding/text/normalise';
import { loadScript } from '../../../src/understanding/text/simplify';
import type { ExtractedSlots } from '../../../src/understanding/understanding';
import { clock } from '../understander';

const script = loadScript();
const slots = (text: string): ExtractedSlots => extractSlots(normaliseInPlace(text, script), text, clock, () => []);

test.each([
  ['扣了我六块', [600]],
  ['6块钱', [600]],
  ['58.5元', [5850]],
  ['五十八块五', [5850]],
  ['六块半', [650]],
  ['多了两百多块', [20000]],
  ['一千二百块', [120000]],
  ['两百三十八元', [23800]],
  ['两百三块', [23000]],
  ['三毛钱', [30]],
  ['三十元五角', [3050]],
  ['￥30', [3000]],
  ['I paid $30.50', [3050]],
  ['eight yuan', [800]],
  ['thirty-five dollars', [3500]],
  ['thirty five dollars', [3500]],
  ['1,200元', [120000]],
  ['扣我6块又扣8块', [600, 800]],
  ['充了50没到账', [5000]],
  ['６塊錢', [600]],
  ['4G信号不好', []],
  ['打了10086', []],
  ['等了三天', []],
  ['工号1659', []],
  ['扣了3次', []],
  ['用了2个月', []],
])('%s: amounts %j', (text, amounts) => {
  expect(slots(text).amountsFen).toEqual(amounts);
});

test.each([
  ['昨天', ['2026-11-20']],
  ['昨晚断网', ['2026-11-20']],
  ['前天', ['2026-11-19']],
  ['大前天', ['2026-11-18']],
  ['今天早上', ['2026-11-21']],
  ['上周三', ['2026-11-11']],
  ['上个星期五', ['2026-11-13']],
  ['上上周一', ['2026-11-02']],
  ['周三', ['2026-11-18']],
  ['11月3号', ['2026-11-03']],
  ['十一月三日', ['2026-11-03']],
  ['12月5号', ['2025-12-05']],
  ['去年12月5日', ['2025-12-05']],
  ['2026年1月2日', ['2026-01-02']],
  ['这个月15号', ['2026-11-15']],
  ['上个月28号', ['2026-10-28']],
  ['25号扣的', ['2026-10-25']],
  ['3天前', ['2026-11-18']],
  ['国庆那天', ['2026-10-01']],
  ['2026-11-01', ['2026-11-01']],
  ['yesterday', ['2026-11-20']],
  ['last friday', ['2026-11-13']],
  ['on November 3rd', ['2026-11-03']],
  ['the day before yesterday', ['2026-11-19']],
  ['13月40号', []],
  ['2月30号', []],
  ['21号工作人员', []],
  ['流量不够', []],
])('%s: days %j', (text, dates) => {
  expect(slots(text).dates.map(({ date }) => date)).toEqual(dates);
});

test('a day keeps the words it was named with, in the original script', () => {
  expect(slots('上個星期五來過').dates).toEqual([{ date: '2026-11-13', words: '上個星期五' }]);
});

test.each([
  ['上个月的账单', ['2026-10']],
  ['这个月', ['2026-11']],
  ['上上个月', ['2026-09']],
  ['10月', ['2026-10']],
  ['十二月份', ['2025-12']],
  ['6月到8月', ['2026-06', '2026-08']],
  ['去年3月', ['2025-03']],
  ['last month', ['2026-10']],
  ['in September', ['2026-09']],
  ['11月3号', []],
  ['三个月', []],
  ['13月', []],
])('%s: months %j', (text, months) => {
  expect(slots(text).months).toEqual(months);
});

test.each([
  ['等了三天', ['三天']],
  ['两个礼拜了', ['两个礼拜']],
  ['两个多月', ['两个多月']],
  ['半个小时', ['半个小时']],
  ['一个半小时', ['一个半小时']],
  ['好几天', ['好几天']],
  ['for 3 days', ['3 days']],
  ['several weeks', ['several weeks']],
  ['每天都断', []],
  ['10月的', []],
])('%s: durations %j', (text, durations) => {
  expect(slots(text).durations).toEqual(durations);
});

test.each([
  ['我的号码13800000001', ['13800000001']],
  ['138 0000 0001', ['13800000001']],
  ['138-0000-0001', ['13800000001']],
  ['+86 13800000001', ['13800000001']],
  ['幺三八零零零零零零零幺', ['13800000001']],
  ['一三八，零零零零，零零零一', ['13800000001']],
  ['座机0571-87654321', ['057187654321']],
  ['C20261121-0042-7', []],
  ['1380000000', []],
  ['138000000012', []],
])('%s: phones %j', (text, phones) => {
  expect(slots(text).phones).toEqual(phones);
});

test.each([
  ['C20261121-0042-7', ['C20261121-0042-7']],
  ['c20261121 0042 7', ['C20261121-0042-7']],
  ['单号Ｃ2026 1121 0042 7', ['C20261121-0042-7']],
  ['C2026112100427', ['C20261121-0042-7']],
  ['c二零二六一一二一杠零零四二杠七', ['C20261121-0042-7']],
  ['C20261321-0042-7', []],
  ['20261121', []],
  ['13800000001', []],
])('%s: complaint numbers %j', (text, numbers) => {
  expect(slots(text).complaintNumbers).toEqual(numbers);
});

test.each([
  ['3个G', [3072]],
  ['500兆', [500]],
  ['1.5G流量', [1536]],
  ['用了2g流量', [2048]],
  ['10GB data', [10240]],
  ['三百兆', [300]],
  ['4G信号', []],
  ['5G手机', []],
  ['3g网络', []],
])('%s: data %j', (text, data) => {
  expect(slots(text).dataMb).toEqual(data);
});

test.each([
  ['工号1659', ['1659']],
  ['工号是：A1659', ['A1659']],
  ['21号工作人员', ['21']],
  ['客服8820号', ['8820']],
  ['三号窗口', ['3']],
  ['王经理说的', ['王经理']],
  ['staff number 4471', ['4471']],
  ['找经理', []],
  ['13800000001', []],
])('%s: staff %j', (text, staff) => {
  expect(slots(text).staff).toEqual(staff);
});

test.each([
  ['在中泉营业厅等了很久', ['中泉营业厅']],
  ['我住阳光小区没信号', ['阳光小区']],
  ['昨天去了江宁路388号那家', ['江宁路388号']],
  ['去營業廳辦', []],
  ['你们营业厅', []],
  ['中山門市的小姐', ['中山門市']],
  ['at the Central Road Store', ['Central Road Store']],
  ['在路上', []],
  // When it began, and what was done, are no part of the name.
  ['刚才开始湖滨花园没信号', ['湖滨花园']],
  ['剛才開始湖濱花園沒訊號', ['湖濱花園']],
  ['从昨天开始湖滨花园上不了网', ['湖滨花园']],
  ['從昨天開始湖濱花園上不了網', ['湖濱花園']],
  ['一直湖滨花园断网', ['湖滨花园']],
  ['從今早起湖濱花園斷網', ['湖濱花園']],
  ['刚刚阳光小区停电了', ['阳光小区']],
  ['剛剛陽光小區停電了', ['陽光小區']],
  ['下午三点多幸福小区没网', ['幸福小区']],
  ['晚上8点开始中山路没信号', ['中山路']],
  ['最近两天江宁路388号老是掉线', ['江宁路388号']],
  ['最近兩天江寧路388號一直斷線', ['江寧路388號']],
  ['这几天一直滨江花园打不通电话', ['滨江花园']],
  ['上週開始濱江花園打不通', ['濱江花園']],
  ['周一起阳光花园就没有网', ['阳光花园']],
  ['家里宽带半夜突然掉线光明小区', ['光明小区']],
  ['投诉宽带湖滨花园', ['湖滨花园']],
  ['發現濱江路沒有訊號', ['濱江路']],
  // Names that go on like one of those words.
  ['和平小区没网', ['和平小区']],
  ['我和和平小区的邻居', ['和平小区']],
  ['錦繡家園沒訊號', ['錦繡家園']],
  ['在成都路', ['成都路']],
  ['去向阳路', ['向阳路']],
])('%s: places %j', (text, places) => {
  expect(slots(text).places).toEqual(places);
});

test.each([
  ['我今年七十了', [70]],
  ['我69岁', [69]],
  ['我都72了', [72]],
  ['I am 68 years old', [68]],
  ['扣了我70块', []],
  ['我等了70分钟了', []],
  ['用了十二年了', []],
])('%s: ages %j', (text, ages) => {
  expect(slots(text).ages).toEqual(ages);
});

test.each([
  ['不是六块是八块', { wrong: '六块', right: '八块' }],
  ['不是昨天，是前天', { wrong: '昨天', right: '前天' }],
  ['不是10月份而是9月份', { wrong: '10月份', right: '9月份' }],
  ['打错了，是58块不是85块', { wrong: '85块', right: '58块' }],
  ['不是彩鈴，是寬頻', { wrong: '彩鈴', right: '寬頻' }],
  ['not 6 but 8', { wrong: '6', right: '8' }],
  ["it's not October, it's September", { wrong: 'october', right: 'september' }],
])('%s takes back and holds', (text, correction) => {
  const found = slots(text).correction;
  expect(found && { wrong: found.wrong.toLowerCase(), right: found.right.toLowerCase() }).toEqual(correction);
});

test.each(['不是我开的', '我不是本人', '是不是要收费', 'this is not my bill'])('%s corrects nothing', (text) => {
  expect(slots(text).correction).toBeUndefined();
});
