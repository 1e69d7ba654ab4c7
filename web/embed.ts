import { asLanguage, languageOf } from './shared/settings';
import { embed as en } from './wording/en';
import type { WordingOf } from './wording/wording';
import { embed as zhHans } from './wording/zh-Hans';
import { embed as zhHant } from './wording/zh-Hant';

/**
 * `<script src="https://host/embed.js" data-language="zh-Hans" async></script>` puts a button into any page; it opens
 * the chat in a frame. All styles live in a shadow root and come through CSSOM, so the page around needs no
 * `style-src` for us and cannot disturb us; it needs `script-src` and `frame-src` for our host.
 */
const wordings: WordingOf<'embed'> = { 'zh-Hans': zhHans, 'zh-Hant': zhHant, en };

const styles = `
  :host { all: initial; }
  button.launcher {
    position: fixed; right: max(20px, env(safe-area-inset-right)); bottom: max(20px, env(safe-area-inset-bottom));
    z-index: 2147483000; width: 60px; height: 60px; padding: 0; border: 0; border-radius: 50%;
    background: #0b5c7e; color: #fff; cursor: pointer; box-shadow: 0 4px 16px rgb(9 20 28 / 30%);
    display: grid; place-items: center;
  }
  button.launcher:hover { background: #094a66; }
  button.launcher:focus-visible { outline: 3px solid #fff; box-shadow: 0 0 0 6px #0b5c7e; }
  svg { width: 30px; height: 30px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
  .panel {
    position: fixed; right: max(20px, env(safe-area-inset-right)); bottom: max(20px, env(safe-area-inset-bottom));
    z-index: 2147483001; width: 400px; height: min(680px, calc(100dvh - 40px));
    border-radius: 14px; overflow: hidden; background: #fff; box-shadow: 0 8px 40px rgb(9 20 28 / 35%);
  }
  iframe { display: block; width: 100%; height: 100%; border: 0; color-scheme: light dark; }
  [hidden] { display: none !important; }
  .edge { position: absolute; top: 0; left: 0; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  @media (max-width: 480px), (max-height: 480px) {
    .panel { inset: 0; width: auto; height: auto; border-radius: 0; }
  }
`;

function start(script: HTMLScriptElement): void {
  const origin = new URL(script.src).origin;
  const asked = script.dataset['language'];
  const language = asLanguage(asked) ?? languageOf(asked ?? (document.documentElement.lang || navigator.language));
  const wording = wordings[language];

  const host = document.createElement('div');
  host.lang = language;
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  shadow.adoptedStyleSheets = [sheet];

  const launcher = document.createElement('button');
  launcher.type = 'button';
  launcher.className = 'launcher';
  launcher.setAttribute('aria-label', wording.open);
  launcher.setAttribute('aria-expanded', 'false');
  launcher.append(bubble());

  const panel = document.createElement('div');
  panel.className = 'panel';
  panel.hidden = true;
  panel.setAttribute('role', 'dialog');
  panel.setAttribute('aria-modal', 'true');
  panel.setAttribute('aria-label', wording.title);

  const frame = document.createElement('iframe');
  frame.title = wording.title;
  frame.allow = 'clipboard-write';
  // Tab leaves the frame at either end onto one of these, and is sent back in.
  panel.append(edge(frame), frame, edge(frame));
  shadow.append(launcher, panel);
  document.body.append(host);

  const open = () => {
    // Loaded with the first click: a page view that asks nothing costs nothing.
    if (!frame.src) frame.src = `${origin}/?embed=1&lang=${encodeURIComponent(language)}`;
    show(true);
    frame.focus();
  };
  const close = () => {
    if (panel.hidden) return;
    show(false);
    launcher.focus();
  };
  const show = (on: boolean) => {
    panel.hidden = !on;
    launcher.hidden = on;
    launcher.setAttribute('aria-expanded', String(on));
  };

  launcher.addEventListener('click', open);
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });
  addEventListener('message', (event) => {
    const ours = event.origin === origin && event.source === frame.contentWindow;
    if (ours && event.data === 'service-desk:close') close();
  });
}

function edge(frame: HTMLIFrameElement): HTMLElement {
  const made = document.createElement('span');
  made.className = 'edge';
  made.tabIndex = 0;
  made.addEventListener('focus', () => frame.focus());
  return made;
}

function bubble(): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const drawing = document.createElementNS(namespace, 'svg');
  drawing.setAttribute('viewBox', '0 0 24 24');
  drawing.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute(
    'd',
    'M4 7a3 3 0 0 1 3-3h10a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3h-5l-5 4v-4a3 3 0 0 1-3-3zM8.500 10h.01M12 10h.01M15.500 10h.01',
  );
  drawing.append(path);
  return drawing;
}

const { currentScript } = document;
if (currentScript instanceof HTMLScriptElement) {
  if (document.body) start(currentScript);
  else addEventListener('DOMContentLoaded', () => start(currentScript), { once: true });
}
