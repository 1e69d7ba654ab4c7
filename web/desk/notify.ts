/** `undefined`: this browser has none. */
export const notificationState = (): NotificationPermission | undefined =>
  'Notification' in globalThis ? Notification.permission : undefined;

/** Only ever from a button. */
export const askNotifications = async (): Promise<NotificationPermission | undefined> =>
  'Notification' in globalThis ? Notification.requestPermission() : undefined;

/** Tells who looks elsewhere; nothing personal goes into it, others may see the screen. */
export function notify(title: string, body: string, tag: string, open: () => void): void {
  if (notificationState() !== 'granted' || document.visibilityState === 'visible') return;
  const shown = new Notification(title, { body, tag });
  shown.addEventListener('click', () => {
    focus();
    open();
    shown.close();
  });
}

let audio: AudioContext | undefined;

/** Browsers allow sound after the first touch of the page only; before, {@link chime} is silent. */
export function allowSound(): void {
  const allow = () => {
    audio ??= new AudioContext();
    void audio.resume();
  };
  addEventListener('pointerdown', allow, { once: true });
  addEventListener('keydown', allow, { once: true });
}

const tones = { offer: [660, 880], message: [740] } as const;

/** One or two short soft tones. */
export function chime(kind: keyof typeof tones): void {
  if (audio?.state !== 'running') return;
  const start = audio.currentTime;
  for (const [index, hertz] of tones[kind].entries()) {
    const [tone, loudness, at] = [audio.createOscillator(), audio.createGain(), start + index * 0.16];
    tone.frequency.value = hertz;
    loudness.gain.setValueAtTime(0, at);
    loudness.gain.linearRampToValueAtTime(0.12, at + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.001, at + 0.15);
    tone.connect(loudness).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.16);
  }
}
