// Starts the page: who am I, which conversations are there, and then live.

import { api, callAs, onSignedOut, Refused } from './api.js';
import { acceptDrops } from './attach.js';
import { attachHere, composerFor, composerView, focusComposer, sayHere } from './composer.js';
import { fill, h } from './dom.js';
import { headerView } from './header.js';
import { firstLocale, loadWords, t } from './i18n.js';
import { startKeys } from './keys.js';
import { messagesView } from './messages.js';
import { sidebarView, toggleDrawer } from './sidebar.js';
import { showSignIn } from './signin.js';
import { choose, conversation, conversations, direct, on, setConversations, setMe } from './store.js';
import { startStream } from './stream.js';
import { onQuick } from './welcome.js';

const app = document.getElementById('app');
const placeKey = 'orderdesk-place';

async function signIn() {
  const { personas, locale } = await api.signInWays();
  const draw = async (wanted) => {
    await loadWords(wanted);
    showSignIn(app, personas, draw);
  };
  await draw(firstLocale(locale));
}

function drawFrame() {
  const skip = h('a', { class: 'skip', href: '#composer' }, t('skip'));
  const shade = h('div', { class: 'shade', on: { click: () => toggleDrawer(false) } });
  const main = h('main', { class: 'main' }, headerView(), messagesView(), composerView());
  acceptDrops(main, attachHere);
  fill(app, skip, sidebarView(), shade, main);
}

function follow() {
  on('current', (entry) => {
    composerFor(entry);
    sessionStorage.setItem(placeKey, entry.address);
    focusComposer();
  });
  onQuick((command) => {
    choose(direct().address);
    sayHere(command);
  });
  onSignedOut(() => location.reload());
}

async function desk(person) {
  setMe(person);
  callAs(person.id);
  await loadWords(person.locale);
  const { at, conversations: list } = await api.conversations();
  setConversations(list);
  drawFrame();
  follow();
  startKeys();
  const before = sessionStorage.getItem(placeKey);
  choose(conversation(before)?.address ?? direct()?.address ?? conversations()[0].address);
  startStream(at, () => location.reload());
}

try {
  const { me } = await api.session();
  await (me ? desk(me) : signIn());
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  if (error.status === 401) await signIn();
  else fill(app, h('p', { class: 'broken' }, error.message));
}
