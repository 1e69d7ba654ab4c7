import { buildPages } from '../../built-pages';
import { acts, atDesk, numbers, press, save, status, until } from './at-desk';
import { fakeComplaints } from './fake-complaints';
import { aComplaint } from './some-complaints';

beforeAll(buildPages, 90_000);

test(
  'groups and filters are in the address, with counts; the keyboard steps through the list',
  () =>
    atDesk(async (page) => {
      await page.locator('.entry').first().waitFor();
      expect(await page.locator('.top nav [aria-current]').textContent()).toBe('投诉');
      expect(await page.locator('[data-group=mine]').getAttribute('aria-current')).toBe('true');
      expect(await page.locator('[data-group=due] .count').textContent()).toBe('1');
      await page.locator('[data-group=open]').click();
      await until(() => page.url(), 'toContain', '#/complaints?group=open');
      await page.locator('.more').waitFor();
      expect(await page.locator('.entry').count()).toBe(4);
      await page.locator('.more').click();
      await until(() => page.locator('.entry').count(), 'toBe', 5);
      await page.locator('.filters select').first().selectOption('product_quality');
      expect(page.url()).toContain('group=open&type=product_quality');
      await until(() => numbers(page), 'toEqual', ['C20261121-0051-2', 'C20261112-0009-4']);
      await page.keyboard.press('Escape');
      await page.locator('.brand').click();
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      await until(() => page.locator('#chosen').textContent(), 'toBe', 'C20261112-0009-4');
      expect(page.url()).toContain('/C20261112-0009-4?group=open&type=product_quality');
      await page.reload();
      await until(() => page.locator('#chosen').textContent(), 'toBe', 'C20261112-0009-4');
      expect(await numbers(page)).toEqual(['C20261121-0051-2', 'C20261112-0009-4']);
    }),
  60_000,
);

test(
  'from nobody’s to closed: each step by its button, and only those the server allows',
  () =>
    atDesk(
      async (page, desk) => {
        await page.locator('#chosen').waitFor();
        const shown = () =>
          page
            .locator('.case-acts [data-act]:visible')
            .evaluateAll((all) => all.map((one) => one.getAttribute('data-act')));
        expect(await shown()).toEqual(['take', 'assess', 'assign', 'merge', 'withdraw']);
        await press(page, 'take');
        await until(() => page.locator('.case-head').textContent(), 'toContain', '处理人：客服小林');
        expect(await page.locator('[data-act=take]:visible').count()).toBe(0);

        await press(page, 'assess');
        await save(page);
        // The browser says what is missing; nothing was sent.
        expect(acts(desk)).toHaveLength(1);
        await page.locator('dialog').getByLabel('严重', { exact: true }).check();
        await page.locator('dialog').getByLabel('复杂', { exact: true }).check();
        await page.locator('dialog').getByLabel('几位客户').check();
        await page.locator('dialog').getByLabel('需要立即采取措施').check();
        await save(page);
        await until(() => status(page), 'toBe', '已评估');
        await press(page, 'investigate');
        await until(() => status(page), 'toBe', '核实中');

        await press(page, 'ask');
        await page.locator('dialog').getByLabel('等客户提供材料').check();
        await page.locator('dialog textarea').fill('请把小票拍给我们。');
        expect(await page.locator('.preview').textContent()).toContain('网络维护小组想跟您核实');
        await save(page);
        await until(() => status(page), 'toBe', '等客户补充');
        expect(await page.locator('[data-clock=resolve]').textContent()).toContain('暂停中');
        expect(await page.locator('.case-side').textContent()).toContain('等客户提供材料');
        await press(page, 'answered');
        await page.locator('dialog textarea').fill('已经发了。');
        await save(page);
        await until(() => status(page), 'toBe', '核实中');

        await press(page, 'answer');
        await page.locator('dialog textarea').fill('基站已经修好，今天起信号恢复。');
        await page.locator('dialog select').first().selectOption('network');
        await page.locator('dialog select').last().selectOption('weak_signal');
        const preview = await page.locator('.preview').textContent();
        expect(preview).toContain('您的投诉C20261121-0051-2有结果了：\n基站已经修好，今天起信号恢复。');
        expect(preview).toContain('问题解决了吗？');
        await save(page);
        await until(() => status(page), 'toBe', '已告知结果');
        const decision = await page.locator('.decisions').textContent();
        expect(decision).toContain('网络与设备 · 信号覆盖弱');
        expect(decision).toContain('凭证 m-77');
        expect(decision).toContain('还没有回音');

        await press(page, 'contact');
        await page.locator('dialog').getByLabel('没人接').check();
        await save(page);
        await page.locator('.case-main').getByText('电话 · 没人接').waitFor();
        await press(page, 'recheck');
        await page.locator('dialog').getByLabel('已解决').check();
        await save(page);
        await until(() => status(page), 'toBe', '客户确认解决');
        await press(page, 'feedBack');
        await page.locator('dialog textarea').fill('请巡检同批基站。');
        await save(page);
        await page.locator('[data-mark=fedBack].done').waitFor();
        await press(page, 'close');
        await save(page);
        await until(() => status(page), 'toBe', '已办结');
        expect(await shown()).toEqual(['feedBack', 'reopen']);
        expect(acts(desk).map(({ call }) => call.split('/')[2])).toEqual(
          'assign assess investigate ask answered answer contact recheck feedBack close'.split(' '),
        );
        expect(acts(desk)[1]?.body).toEqual({
          severity: 'high',
          complexity: 'complex',
          impact: 'several',
          actAtOnce: true,
        });
        expect(acts(desk)[6]?.body).toEqual({ way: 'phone', outcome: 'no_answer' });
      },
      'agent1',
      '#/complaints/C20261121-0051-2?group=team',
    ),
  90_000,
);

test(
  'a refusal is told in the dialog, which keeps what was written',
  () =>
    atDesk(
      async (page, desk) => {
        await page.locator('#chosen').waitFor();
        desk.complaints.refuseNext('needs_recheck');
        await press(page, 'close');
        await save(page);
        await page.locator('dialog .fault').getByText('还不能办结').waitFor();
        await page.keyboard.press('Escape');
        desk.complaints.refuseNext('not_now');
        await press(page, 'recheck');
        await page.locator('dialog').getByLabel('没解决').check();
        await save(page);
        expect(acts(desk)).toHaveLength(1);
        await page.locator('dialog textarea').fill('昨晚又断了');
        await save(page);
        await page.locator('dialog .fault').getByText('别的环节').waitFor();
        expect(await page.locator('dialog textarea').inputValue()).toBe('昨晚又断了');
        desk.complaints.refuseNext('taken');
        await save(page);
        await page.locator('dialog .fault').getByText('其他同事').waitFor();
        await save(page);
        await until(() => status(page), 'toBe', '已评估');
        await page.locator('.case-head').getByText('重新打开 2 次').waitFor();
        expect(await page.locator('dialog[open]').count()).toBe(0);
      },
      'agent2',
      '#/complaints/C20261112-0009-4?group=due',
    ),
  60_000,
);

test(
  'what was left out is called out; agents give remedies within their limit, supervisors decide on the others',
  () =>
    atDesk(
      async (page, desk) => {
        await page.locator('.case').getByText('有漏项：回访、反馈').waitFor();
        expect(await page.locator('.case .marks .missed').count()).toBe(2);
        expect(await page.locator('.entry[aria-current=true] .chip.bad').allTextContents()).toEqual([
          '漏：回访',
          '漏：反馈',
        ]);
        await page.locator('[data-number="C20261121-0042-7"]').click();
        await page.locator('.case').getByText('待批准').waitFor();
        await page.getByRole('button', { name: '批准', exact: true }).click();
        await page.locator('.case').getByText('已入账').waitFor();
        expect(acts(desk).at(-1)?.body).toEqual({ remedyId: 'r1', approve: true });
        await press(page, 'remedy');
        await page.locator('dialog').getByLabel('话费补偿').check();
        await page.locator('dialog input[type=number]').fill('60.5');
        await page.locator('dialog').getByText('超过 50 元，提交后由班长批准。').waitFor();
        await save(page);
        await page.locator('.case').getByText('待批准').waitFor();
        expect(acts(desk).at(-1)?.body).toEqual({ id: expect.any(String), code: 'credit', amountFen: 6050 });
        // A gift is asked for its worth, unless it always has the same.
        await press(page, 'remedy');
        await page.locator('dialog').getByLabel('小礼品').check();
        await page.locator('dialog').getByLabel('礼品价值（元）').fill('20');
        await save(page);
        await until(() => acts(desk).at(-1)?.body, 'toEqual', {
          id: expect.any(String),
          code: 'small_gift',
          amountFen: 2000,
        });
        await press(page, 'remedy');
        await page.locator('dialog').getByText('价值 20 元').click();
        expect(await page.locator('dialog input[type=number]').count()).toBe(0);
        await save(page);
        await until(() => acts(desk).at(-1)?.body, 'toEqual', { id: expect.any(String), code: 'umbrella' });
        await press(page, 'assign');
        await page.locator('dialog').getByLabel('客服小陈').check();
        await page.locator('dialog').getByLabel('原因（可不填）').fill('休假交接');
        await save(page);
        await until(() => page.locator('.case-head').textContent(), 'toContain', '处理人：客服小陈');
        await until(() => page.locator('.case').textContent(), 'toContain', ' → 客服小陈 · 休假交接');
        await press(page, 'merge');
        await page.locator('dialog input').fill('12345');
        await page.locator('dialog textarea').fill('同一件事');
        await save(page);
        expect(acts(desk).at(-1)?.call).toContain('/assign');
        await page.locator('dialog input').fill('c20261028-0017-3');
        await save(page);
        await page.locator('.case-head').getByText('已并入 C20261028-0017-3').waitFor();
        expect(acts(desk).at(-1)?.body).toEqual({ into: 'C20261028-0017-3', why: '同一件事' });
        await press(page, 'separate');
        await page.locator('dialog').getByText('合并期间不算时限').waitFor();
        await page.locator('dialog textarea').fill('是两件事');
        await save(page);
        await until(() => acts(desk).at(-1)?.body, 'toEqual', { why: '是两件事' });
        await until(() => page.locator('.case-head').getByText('已并入').count(), 'toBe', 0);
      },
      'supervisor',
      '#/complaints/C20261112-0009-4?group=open',
    ),
  60_000,
);

test('money that could not be paid says why, and is given again or dropped by who may', () => {
  const failed = {
    id: 'remedy_0001',
    code: 'credit',
    amountFen: 600,
    by: 'agent1',
    at: Date.now() - 60_000,
    status: 'failed',
    failure: 'unreachable',
  } as const;
  const complaints = fakeComplaints([
    aComplaint(
      { todo: ['pay_again'] },
      { remedies: [failed, { ...failed, id: 'remedy_0002', failure: 'not_allowed' }] },
    ),
  ]);
  return atDesk(
    async (page, desk) => {
      await page.locator('.entry').getByText('入账失败待处理').waitFor();
      await page.locator('.entry').click();
      await page.locator('.case').getByText('再试一次不会重复入账').waitFor();
      await page.locator('.case').getByText('不允许给这个号码入账').waitFor();
      await page.locator('[data-act=payAgain]').first().click();
      await until(() => page.locator('[data-act=payAgain]').count(), 'toBe', 1);
      expect(acts(desk).at(-1)?.body).toEqual({ remedyId: 'remedy_0001' });
      await page.getByRole('button', { name: '不再入账' }).click();
      await until(() => page.locator('[data-act=payAgain]').count(), 'toBe', 0);
      expect(acts(desk).at(-1)?.body).toEqual({ remedyId: 'remedy_0002', approve: false });
    },
    'supervisor',
    '#/complaints?group=open',
    complaints,
  );
}, 60_000);

test(
  'the conversation, the files and the papers are had for the complaint’s sake',
  () =>
    atDesk(
      async (page, desk) => {
        await page.locator('#chosen').waitFor();
        expect(await page.locator('.files a').getAttribute('href')).toBe(
          '/desk/api/attachments/att_1?complaint=C20261121-0042-7',
        );
        expect(await page.locator('.case .message').count()).toBe(0);
        await page.locator('.case-transcript summary').click();
        await page.locator('.case .message').first().waitFor();
        expect(await page.locator('.timeline').textContent()).toContain('处理时限已用 50%');
        await page.getByRole('button', { name: '申诉材料' }).click();
        const papers = page.locator('.menu:popover-open');
        expect(await papers.locator('a').evaluateAll((all) => all.map((one) => one.getAttribute('href')))).toEqual([
          '/desk/api/complaints/C20261121-0042-7/packet?format=pdf&language=zh-Hans',
          '/desk/api/complaints/C20261121-0042-7/packet?format=json&language=zh-Hans',
        ]);
        await papers.getByText('含完整个人信息').click();
        await page.locator('dialog').getByLabel('JSON').check();
        await page.locator('dialog').getByLabel('理由').fill('客户要向监管申诉');
        const [file] = await Promise.all([page.waitForEvent('download'), save(page)]);
        expect(file.suggestedFilename()).toBe('C20261121-0042-7.json');
        expect(acts(desk).at(-1)?.body).toEqual({ format: 'json', language: 'zh-Hans', why: '客户要向监管申诉' });
      },
      'agent1',
      '#/complaints/C20261121-0042-7',
    ),
  60_000,
);

test(
  'from a customer’s brief to the complaint and back; one that is not to be seen says so',
  () =>
    atDesk(
      async (page) => {
        await page.locator('[data-id=handoff_1]').click();
        await page.locator('.open-complaint').click();
        await until(() => page.locator('#chosen').textContent(), 'toBe', 'C20261121-0042-7');
        await page.goBack();
        await page.locator('.brief').waitFor();
        await page.goto(`${new URL(page.url()).origin}/desk#/complaints/C20990101-0001-1`);
        await page.locator('.case').getByText('不存在，或不归您这边处理').waitFor();
      },
      'supervisor',
      '',
    ),
  60_000,
);

test('a list that cannot be had says so, and comes by itself or when asked', () => {
  const complaints = fakeComplaints([aComplaint()]);
  complaints.down(true);
  return atDesk(
    async (page, desk) => {
      await page.locator('.case-list').getByText('列表没有加载出来').waitFor();
      desk.complaints.down(false);
      await page.getByRole('button', { name: '重试' }).click();
      await page.locator('.entry').waitFor();
      expect(await page.locator('.case-list [role=alert]').count()).toBe(0);
    },
    'agent1',
    '#/complaints',
    complaints,
  );
}, 60_000);

test(
  'what others do to it is seen without a reload',
  () =>
    atDesk(
      async (page, desk) => {
        await page.locator('#chosen').waitFor();
        const [one] = desk.complaints.all;
        if (!one) throw new Error('There is no complaint.');
        desk.complaints.all[0] = { ...one, version: 9, handler: 'agent3', priority: 2 };
        await page.clock.runFor(16_000);
        await until(() => page.locator('.case-head').textContent(), 'toContain', '处理人：客服小周');
        await until(() => page.locator('.entry[aria-current=true]').textContent(), 'toContain', '紧急');
      },
      'supervisor',
      '#/complaints/C20261121-0042-7?group=open',
      fakeComplaints(),
      true,
    ),
  60_000,
);
