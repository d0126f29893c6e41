import type { Reply } from './toast.ts';

/** Ms that Feishu is kept waiting for what became of a click; the rest of its three seconds is the way back. */
const patienceMs = 2_000;
/** Ms more for a click that is not even kept: then it is not acknowledged. */
const graceMs = 500;

/** Somebody who waits for the answer to a click that came at `since`, by the clock that measures only. */
export type Wait = ReturnType<typeof startWait>;

/**
 * Waits for an answer as long as Feishu does: then `working` says that it comes as a message. What was not kept by then
 * is not promised to anybody.
 */
export function startWait(since: number, working: Reply) {
  let [isWaiting, isKept, isLate] = [true, false, false];
  let timer: NodeJS.Timeout;
  let [resolve, reject] = [(_reply: Reply) => {}, (_error: unknown) => {}];
  const answered = new Promise<Reply>((yes, no) => {
    [resolve, reject] = [yes, no];
  });
  const end = (how: () => void) => {
    if (!isWaiting) return;
    isWaiting = false;
    clearTimeout(timer);
    how();
  };
  const say = (reply: Reply) => end(() => resolve(reply));
  const fail = (error: unknown) => end(() => reject(error));
  const late = () => {
    isLate = true;
    if (isKept) return say(working);
    timer = setTimeout(() => fail(new Error('a click was not kept in time')), graceMs).unref();
  };
  timer = setTimeout(late, Math.max(0, patienceMs - (performance.now() - since))).unref();
  return {
    answered,
    isOn: (): boolean => isWaiting,
    say,
    fail,
    /** It is kept: from here on it may be acknowledged. */
    kept(): void {
      isKept = true;
      if (isLate) say(working);
    },
  };
}
