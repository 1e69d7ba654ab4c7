/** Wakes up later; passed in so that tests decide how time goes by. */
export interface Alarms {
  /** @returns takes the alarm back */
  after(ms: number, act: () => void): () => void;
}

/** The machine's own timers; they do not keep the process alive. */
export const systemAlarms: Alarms = {
  after(ms, act) {
    const timer = setTimeout(act, ms).unref();
    return () => clearTimeout(timer);
  },
};
