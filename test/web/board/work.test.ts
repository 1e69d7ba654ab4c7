import { screenshot } from '../../support/browser';
import { buildPages } from '../built-pages';
import { until } from '../desk/complaints/at-desk';
import { accessFaults } from '../desk/desk-browser';
import { atBoard } from './at-board';

beforeAll(buildPages, 90_000);

test('a suggested problem is opened with what is known; a refusal keeps the form', async () => {
  await atBoard(
    async (page, board) => {
      await page.locator('[data-act=open]').click();
      const dialog = page.locator('dialog[open]');
      await dialog.waitFor();
      expect(await dialog.getByLabel('宽带断网').isChecked()).toBe(true);
      expect(await dialog.getByLabel('港口新区').isChecked()).toBe(true);
      // What the suggestion knows of the beginning is there to be bettered.
      const begin = dialog.getByLabel(/开始时间/);
      expect(await begin.inputValue()).toMatch(/T\d\d:00$/);
      const ahead = await begin.evaluate(
        (field: { max: string; value: string; validity: { rangeOverflow: boolean } }) => {
          const before = field.value;
          field.value = `${Number(field.max.slice(0, 4)) + 1}${field.max.slice(4)}`;
          const isOver = field.validity.rangeOverflow;
          field.value = before;
          return isOver;
        },
      );
      expect(ahead).toBe(true);
      const since = Math.floor((Date.now() - 26 * 3_600_000) / 60_000) * 60_000;
      await begin.fill(new Date(since + 8 * 3_600_000).toISOString().slice(0, 16));
      await dialog.getByLabel(/目前的情况/).fill('港口新区光缆被挖断，正在抢修。');
      await dialog.getByLabel(/预计修好时间/).fill('2026-11-23T18:00');
      const english = dialog.getByLabel(/^英文.*是哪类问题/);
      await english.fill('港口 fibre cut');
      await dialog.locator('button[type=submit]').click();
      expect(await english.evaluate((field: { validationMessage: string }) => field.validationMessage)).toContain(
        '请不要写中文',
      );
      expect(board.calls).toEqual([]);
      await english.fill(' A fibre in the Harbour district was cut; crews are on site. ');
      await screenshot(page, 'board-zh-Hans-light-dialog-open');
      expect(await accessFaults(page)).toEqual([]);
      board.refuse((path) => (path.endsWith('/open') ? 409 : undefined));
      await dialog.locator('button[type=submit]').click();
      await dialog.getByText('现在不能这样操作').waitFor();
      board.refuse(undefined);
      await dialog.locator('button[type=submit]').click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByText('已确认，正在告知客户').waitFor();
      expect(board.calls).toEqual([
        {
          call: 'problems/p1/open',
          body: {
            subTypes: ['broadband_outage'],
            areas: ['harbour'],
            known: '港口新区光缆被挖断，正在抢修。',
            english: 'A fibre in the Harbour district was cut; crews are on site.',
            repairBy: Date.parse('2026-11-23T18:00:00+08:00'),
            since,
            numbers: board.says.problems[0]?.suggestion?.numbers,
          },
        },
      ]);
    },
    { address: '#/problems' },
  );
}, 60_000);

test('update, attach, repair and close say what they have to', async () => {
  await atBoard(
    async (page, board) => {
      const act = async (name: string, fill: () => Promise<void>) => {
        await page.locator(`[data-act=${name}]`).first().click();
        await page.locator('dialog[open]').waitFor();
        await fill();
        await page.locator('dialog[open] button[type=submit]').click();
        await page.locator('dialog').waitFor({ state: 'detached' });
      };
      const dialog = page.locator('dialog[open]');
      await act('update', async () => {
        await dialog.getByLabel(/目前的情况/).fill('一半基站已恢复。');
        expect(await dialog.getByLabel(/^英文/).inputValue()).toMatch(/^Masts in the East/);
        await dialog.getByLabel(/^英文/).fill('Half of the masts are back.');
        await dialog.getByLabel(/预计修好时间/).fill('');
      });
      await act('attach', () => dialog.getByLabel('投诉编号').fill(' C20261121-0050-3 '));
      await act('repair', async () => {
        await dialog.getByLabel(/做了什么/).fill('供电已恢复，基站全部正常。');
        await dialog.getByLabel(/^英文/).fill('Power is back; all masts work.');
        await screenshot(page, 'board-zh-Hans-light-dialog-repair');
        expect(await accessFaults(page)).toEqual([]);
        const causes = dialog.getByLabel('根本原因');
        expect(await causes.locator('optgroup').first().getAttribute('label')).toBe('这类故障常见的');
        expect(await causes.locator('optgroup').first().locator('option').allTextContents()).toEqual([
          '信号覆盖弱',
          '光缆中断',
        ]);
        expect(await causes.locator('option[value=weak_signal]').count()).toBe(1);
        await causes.selectOption('weak_signal');
      });
      await act('close', async () => undefined);
      await act('dismiss', async () => {
        await dialog.getByLabel('理由').fill('同一位客户重复提交');
        // A page's width is not its dialogs'.
        expect((await dialog.boundingBox())?.width).toBeLessThan(600);
      });
      expect(board.calls).toEqual([
        { call: 'problems/p2/update', body: { known: '一半基站已恢复。', english: 'Half of the masts are back.' } },
        { call: 'problems/p2/attach', body: { number: 'C20261121-0050-3' } },
        {
          call: 'problems/p2/repair',
          body: {
            text: '供电已恢复，基站全部正常。',
            english: 'Power is back; all masts work.',
            cause: 'weak_signal',
          },
        },
        { call: 'problems/p3/close', body: {} },
        { call: 'problems/p1/dismiss', body: { why: '同一位客户重复提交' } },
      ]);
      await page.getByText('已处理 58 / 132').waitFor();
    },
    { address: '#/problems' },
  );
}, 60_000);

test('a new problem and a new corrective action are filled in whole', async () => {
  await atBoard(
    async (page, board) => {
      const dialog = page.locator('dialog[open]');
      await page.getByRole('button', { name: '新建' }).click();
      await dialog.getByRole('combobox', { name: '类型', exact: true }).selectOption('product_quality');
      await dialog.getByText('不选表示这一类的都算').waitFor();
      await dialog.getByLabel('无信号').check();
      await dialog.getByLabel('云山县').check();
      await screenshot(page, 'board-zh-Hans-light-dialog-fresh');
      await dialog.getByLabel(/目前的情况/).fill('云山县基站停电。');
      await dialog.getByLabel(/并入的投诉/).fill('C1, C2\nC1');
      await dialog.locator('button[type=submit]').click();
      await dialog.waitFor({ state: 'detached' });
      await page.goto(`${board.base}/board#/learning`);
      await page.getByRole('button', { name: '新建措施' }).click();
      await dialog.getByRole('combobox', { name: '原因', exact: true }).selectOption('late_visit');
      await dialog.getByRole('combobox', { name: '责任部门' }).selectOption('network');
      await dialog.getByRole('combobox', { name: '负责人' }).selectOption('agent2');
      await dialog.getByLabel('完成日期').fill('2027-01-15');
      await dialog.getByRole('textbox', { name: /^措施/ }).fill('上门前一天短信确认。');
      await screenshot(page, 'board-zh-Hans-light-dialog-action');
      expect(await accessFaults(page)).toEqual([]);
      await dialog.locator('button[type=submit]').click();
      await dialog.waitFor({ state: 'detached' });
      await page.locator('[data-act=postpone]').first().click();
      await dialog.getByLabel('完成日期').fill('2027-02-01');
      await dialog.getByLabel('理由').fill('等供应商');
      await dialog.locator('button[type=submit]').click();
      await dialog.waitFor({ state: 'detached' });
      expect(board.calls).toEqual([
        {
          call: 'problems',
          body: {
            type: 'product_quality',
            subTypes: ['no_signal'],
            areas: ['hills'],
            known: '云山县基站停电。',
            numbers: ['C1', 'C2'],
          },
        },
        {
          call: 'learning/actions',
          body: {
            cause: 'late_visit',
            owner: 'network',
            text: '上门前一天短信确认。',
            responsible: 'agent2',
            dueOn: '2027-01-15',
            numbers: [],
          },
        },
        { call: 'learning/actions/a1/postpone', body: { dueOn: '2027-02-01', why: '等供应商' } },
      ]);
    },
    { address: '#/problems' },
  );
}, 60_000);

test('a draft is edited, published and rejected', async () => {
  await atBoard(
    async (page, board) => {
      const dialog = page.locator('dialog[open]');
      await page.locator('[data-act=edit]').click();
      await dialog.getByLabel(/其他问法/).fill('孩子的副卡能限流量吗\n\n 副卡限量 ');
      await dialog.locator('button[type=submit]').click();
      await dialog.waitFor({ state: 'detached' });
      await page.locator('[data-act=publish]').click();
      await screenshot(page, 'board-zh-Hans-light-dialog-publish');
      await dialog.locator('button[type=submit]').click();
      await dialog.waitFor({ state: 'detached' });
      await page.locator('[data-act=reject]').click();
      await dialog.getByLabel('理由').fill('知识库已有');
      await dialog.locator('button[type=submit]').click();
      await until(() => board.calls.map(({ call }) => call), 'toEqual', [
        'learning/drafts/d1/edit',
        'learning/drafts/d1/publish',
        'learning/drafts/d1/reject',
      ]);
      expect(board.calls[0]?.body).toMatchObject({ alternatives: ['孩子的副卡能限流量吗', '副卡限量'] });
    },
    { address: '#/gaps' },
  );
}, 60_000);

test('a request for own data that is late stands first, and what was answered otherwise is written down', async () => {
  await atBoard(
    async (page, board) => {
      const row = page.locator('.item', { hasText: 'D20261106-01' });
      await row.getByText(/已超/).waitFor();
      expect(await page.locator('#own-data .count').getAttribute('class')).toContain('bad');
      expect(await row.textContent()).toContain('138****0002');
      await row.getByRole('button', { name: '已另行答复' }).click();
      const dialog = page.locator('dialog[open]');
      await dialog.getByLabel('怎么答复的').fill(' 已当面说明不能删的理由 ');
      await screenshot(page, 'board-zh-Hans-light-dialog-own-data');
      expect(await accessFaults(page)).toEqual([]);
      board.says.today = { ...board.says.today, ownData: board.says.today.ownData.slice(1) };
      await dialog.locator('button[type=submit]').click();
      await page.getByText('已记录答复').waitFor();
      expect(board.calls).toEqual([
        { call: 'board/own-data/D20261106-01/answer', body: { words: '已当面说明不能删的理由' } },
      ]);
      await page.locator('#own-data .count', { hasText: '1' }).waitFor();
    },
    { address: '#/today' },
  );
}, 60_000);
