import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { systemClock } from '../../../../src/ports/clock';
import type { LoggedActivity } from '../../../../src/ports/conversation-store';
import { randomIds } from '../../../../src/ports/id-generator';
import { openSqlite } from '../../../../src/storage/sqlite/open-sqlite';
import { complaintsOf, launchBrowser } from '../../../support/browser';
import { type ServerProcess, startServer } from '../../../support/server-process';
import { ChatPage } from './chat-page';
import { StaffPage } from './staff-page';

const password = 'a demo password';
const dayMs = 24 * 3600_000;
/** Shanghai is eight hours ahead, all year. */
const intoDay = (at: number) => (at + 8 * 3600_000) % dayMs;

/** The built product as a process, and the people around it, each in a browser context of their own. */
export interface Floor {
  readonly server: ServerProcess;
  /** A customer on `/`. */
  customer(options?: BrowserContextOptions & { readonly language?: string }): Promise<ChatPage>;
  /** Somebody signed in at `/desk`; `available` unless told otherwise. */
  staff(name: string, options?: StaffOptions): Promise<StaffPage>;
  /** The process is ended without warning; data, port and clock stay. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** What is stored of a conversation; reads the store beside the running server. */
  stored(conversationId: string): Promise<readonly LoggedActivity[]>;
  /** What the pages complained about: refused by policy, failed scripts, errors. */
  complaints(): readonly string[];
  close(): Promise<void>;
}

export interface StaffOptions extends BrowserContextOptions {
  readonly language?: string;
  readonly away?: boolean;
  /** Behind `/desk`. */
  readonly at?: string;
}

export async function openFloor(env: Readonly<Record<string, string>> = {}): Promise<Floor> {
  const now = Date.now();
  const shiftMs = 10 * 3600_000 - intoDay(now);
  const folder = mkdtempSync(join(tmpdir(), 'desk-floor-'));
  const settings = {
    DEMO_PASSWORD: password,
    LISTEN_WINDOW_MS: '0',
    DATA_DIR: folder,
    NODE_OPTIONS: `--require ${join(__dirname, 'at-ten.cjs')}`,
    CLOCK_SHIFT_MS: String(shiftMs),
    ...env,
  };
  let server = await startServer(settings);
  const { port } = server;
  const browser = await launchBrowser();
  const complaints: string[][] = [];

  async function page(options: BrowserContextOptions): Promise<Page> {
    const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...options });
    await context.addInitScript({
      content: `globalThis.clockShiftMs = ${shiftMs};\n${readFileSync(join(__dirname, 'at-ten.cjs'), 'utf8')}`,
    });
    const opened = await context.newPage();
    opened.setDefaultTimeout(30_000);
    return opened;
  }

  return {
    get server() {
      return server;
    },
    async customer({ language = 'zh-Hans', ...options } = {}) {
      const opened = await page({ viewport: { width: 390, height: 780 }, ...options });
      const chat = new ChatPage(opened);
      await chat.open(`${server.base}/?lang=${language}`);
      complaints.push(complaintsOf(opened));
      return chat;
    },
    async staff(name, { language = 'zh-Hans', away = false, at = '', ...options } = {}) {
      const opened = await page({ viewport: { width: 1366, height: 820 }, ...options });
      const desk = new StaffPage(opened, name);
      await desk.signIn(`${server.base}/desk?lang=${language}${at}`, password);
      complaints.push(complaintsOf(opened));
      if (!away) await desk.presence(0);
      return desk;
    },
    kill: () => server.kill(),
    async start() {
      server = await startServer({ ...settings, PORT: String(port) });
    },
    async stored(conversationId) {
      const store = openSqlite({ dir: folder, clock: systemClock, ids: randomIds });
      try {
        return await store.conversations.read(conversationId, 0, 1000);
      } finally {
        store.close();
      }
    },
    complaints: () => complaints.flat(),
    async close() {
      await browser.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
