import type { Answer, Bot, Incoming } from '../../src/chat/incoming.ts';
import type { Reply } from './toast.ts';

/** Ms that Feishu is kept waiting for what became of a click; the rest of its three seconds is the way back. */
const patienceMs = 2_000;
/** Ms more for a click that is not even kept: then it is not acknowledged. */
const graceMs = 500;

/**
 * Waits for an answer as long as Feishu does: then `working` says that it comes as a message. What was not kept by then
 * is not promised to anybody. `since` is when the click came, by the clock that measures only.
 */
function startWait(since: number, working: Reply) {
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

/** How a click is worked on: when it came, what is said when that takes long, and who is told that it is kept. */
type Asking = { since: number; working: Reply; stored(): void };
/** What Feishu shows at once of an answer, where it can show all of it; else what is said when it came as a message. */
type Showing = { inTime(answer: Answer): Promise<Reply | undefined>; brought(answer: Answer): Reply };
type Deps = { bot: Bot; bring(incoming: Incoming, answer: Answer): Promise<void> };

/** Has the bot work on a click while Feishu waits: the answer is shown at once, or comes as a message. */
export function askWaiting(
  { bot, bring }: Deps,
  incoming: Incoming,
  { since, working, stored }: Asking,
  { inTime, brought }: Showing,
): Promise<Reply> {
  const wait = startWait(since, working);
  const deliver = async (answer: Answer) => {
    const reply = wait.isOn() ? await inTime(answer) : undefined;
    if (reply && wait.isOn()) return wait.say(reply);
    await bring(incoming, answer);
    wait.say(brought(answer));
  };
  const keep = () => {
    stored();
    wait.kept();
  };
  // A repeat brings nothing; what could not be brought comes later.
  bot(incoming, { stored: keep, deliver }).then(() => wait.say({}), wait.fail);
  return wait.answered;
}
