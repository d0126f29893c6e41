// Time and processor time, as the processes of the benchmark compare them.
import { readFileSync } from 'node:fs';

/** Ms on the machine's steady clock, which is the same in every process. */
export const nowMs = () => Number(process.hrtime.bigint() / 1000n) / 1000;

/** Starts to watch this process; the function it gives says which share of one processor it used since. */
export function watchProcessor() {
  const used = process.cpuUsage();
  const began = nowMs();
  return () => {
    const { user, system } = process.cpuUsage(used);
    return (user + system) / 1000 / (nowMs() - began);
  };
}

/** Ms of processor time of a Linux process in ticks of 10 ms; not a number on other systems. */
function processorMs(pid) {
  try {
    const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13);
    return (Number(user) + Number(system)) * 10;
  } catch {
    return Number.NaN;
  }
}

/** Starts to watch other processes; the function it gives says how many ms of processor time they used since. */
export function watchProcesses(pids) {
  const used = () => pids.reduce((sum, pid) => sum + processorMs(pid), 0);
  const before = used();
  return () => used() - before;
}
