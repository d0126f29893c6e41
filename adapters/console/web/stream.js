// The live connection. It resumes from the last event it got; a hidden page lets go of it, since browsers allow few.
import { api } from './api.js';
import { receive, setOnline } from './store.js';

const hideAfter = 30_000;
let source;
let last = 0;
let retry;
let hiding;
let startAnew = () => {};

const place = (event) => {
  last = Math.max(last, Number(event.lastEventId) || 0);
};

function connect() {
  clearTimeout(retry);
  source?.close();
  source = new EventSource(`/console/api/stream?after=${last}`);
  source.addEventListener('open', () => setOnline(true));
  source.addEventListener('message', (event) => {
    place(event);
    receive(JSON.parse(event.data), { live: true });
  });
  source.addEventListener('beat', place);
  source.addEventListener('bye', checkSession);
  source.addEventListener('reset', () => startAnew());
  source.addEventListener('error', () => {
    setOnline(false);
    if (source.readyState === EventSource.CLOSED) retry = setTimeout(checkSession, 2000);
  });
}

/** After a refusal: if the session is over, `api` says so; otherwise connect again. */
async function checkSession() {
  source?.close();
  const fine = await api.me().then(
    () => true,
    () => false,
  );
  if (fine) connect();
  else retry = setTimeout(checkSession, 5000);
}

function onVisibility() {
  clearTimeout(hiding);
  if (document.hidden) hiding = setTimeout(() => source?.close(), hideAfter);
  else if (source?.readyState === EventSource.CLOSED) connect();
}

/** Starts at a place in the sequence; `reset` is called when that place is no longer known. */
export function startStream(at, reset) {
  last = at;
  startAnew = reset;
  document.addEventListener('visibilitychange', onVisibility);
  connect();
}
