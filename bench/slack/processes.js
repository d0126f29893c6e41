// Starts the processes of the benchmark, and speaks with those that are its own.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const fileOf = (path) => fileURLToPath(new URL(path, import.meta.url));
const { PATH, HOME } = process.env;
const running = new Set();

function watched(child) {
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** Ends whatever still runs. */
export const stopAll = () => Promise.all([...running].map(stop));

/** Starts one of the benchmark's own programs; `tell` sends a message and gives the answer to it. */
export async function startOwn(file, env = {}) {
  const child = watched(fork(fileOf(file), { env: { PATH, HOME, ...env } }));
  const answer = () =>
    new Promise((resolve, reject) => {
      const gone = () => reject(new Error(`${file} ended`));
      child.once('exit', gone);
      child.once('message', (message) => {
        child.off('exit', gone);
        resolve(message);
      });
    });
  const tell = (message) => {
    const answered = answer();
    child.send(message);
    return answered;
  };
  return { pid: child.pid, answer, tell, stop: () => stop(child) };
}

/** Starts a program of the desk's; `said` is what a pattern found in the words that it prints at its start. */
export async function startBuilt(file, { args = [], env = {}, nodeOptions = [], pattern }) {
  const stdio = ['ignore', 'pipe', 'inherit'];
  const options = { env: { PATH, HOME, ...env }, stdio };
  const child = watched(spawn(process.execPath, [...nodeOptions, fileOf(`../../dist/src/${file}`), ...args], options));
  const said = await new Promise((resolve, reject) => {
    let text = '';
    child.once('exit', (code) => reject(new Error(`${file} ended with code ${code}`)));
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      const found = pattern.exec(text);
      if (found) resolve(found);
    });
  });
  return { pid: child.pid, said, stop: () => stop(child) };
}
