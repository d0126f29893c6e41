// The line at the top: where I am, who I am, and how the page looks.
import { api } from './api.js';
import { showShortcuts } from './dialogs.js';
import { fill, h } from './dom.js';
import { locale, t } from './i18n.js';
import { icon } from './icons.js';
import { createMenu } from './menu.js';
import { titleOf, toggleDrawer } from './sidebar.js';
import { me, on } from './store.js';
import { toast } from './toast.js';

const themes = ['auto', 'light', 'dark'];
const themeIcons = { auto: 'auto', light: 'sun', dark: 'moon' };
const theme = () => localStorage.getItem('orderdesk-theme') ?? 'auto';

function setTheme(name) {
  localStorage.setItem('orderdesk-theme', name);
  if (name === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
}

const failed = (error) => toast(error.message);
/** Tells the other windows of this browser that somebody else is signed in now. */
const others = new BroadcastChannel('orderdesk-session');
others.addEventListener('message', () => location.reload());

function startAnew() {
  others.postMessage('changed');
  location.reload();
}

const become = (persona) => api.signIn({ persona }).then(startAnew, failed);
const signOut = () => api.signOut().then(startAnew, failed);
const speak = (to) => api.locale(to).then(() => location.reload(), failed);

const item = (picture, label, run, checked) => ({ picture, label, run, checked });

function personMenu() {
  const person = me();
  const people = person.personas.map((p) => ({
    ...item(undefined, p.name, () => become(p.id), p.id === person.id),
    detail: p.role,
    face: p.name.slice(0, 1),
  }));
  return [
    { title: t('switch_person'), items: people },
    {
      title: t('language'),
      items: [
        item('globe', 'English', () => speak('en'), locale() === 'en'),
        item('globe', '中文', () => speak('zh'), locale() === 'zh'),
      ],
    },
    {
      title: t('theme'),
      items: themes.map((name) => item(themeIcons[name], t(`theme_${name}`), () => setTheme(name), theme() === name)),
    },
    { items: [item('keyboard', t('shortcuts'), showShortcuts), item('out', t('sign_out'), signOut)] },
  ].filter((section) => section.items.length > 0);
}

function themeButton() {
  const button = h('button', { class: 'icon-button wide-only', type: 'button' });
  const draw = () => {
    fill(button, icon(themeIcons[theme()]));
    const label = `${t('theme')}: ${t(`theme_${theme()}`)}`;
    button.title = label;
    button.setAttribute('aria-label', label);
  };
  button.addEventListener('click', () => {
    setTheme(themes[(themes.indexOf(theme()) + 1) % themes.length]);
    draw();
  });
  draw();
  return button;
}

function languageButton() {
  const other = locale() === 'zh' ? { to: 'en', label: 'English' } : { to: 'zh', label: '中文' };
  return h(
    'button',
    { class: 'text-button wide-only', type: 'button', lang: other.to, on: { click: () => speak(other.to) } },
    other.label,
  );
}

function personButton() {
  const { name, roles } = me();
  const label = t('you_are', { name, role: roles });
  return h(
    'button',
    { class: 'person', type: 'button', title: label, 'aria-label': label },
    h('span', { class: 'face small', 'aria-hidden': 'true' }, name.slice(0, 1)),
    h('span', { class: 'person-words', 'aria-hidden': 'true' }, label),
    icon('chevron'),
  );
}

/** The header as an element; it follows the store. */
export function headerView() {
  const title = h('h1', {});
  const offline = h('div', { class: 'offline', role: 'status', hidden: true }, t('offline'));
  const show = (entry) => fill(title, icon(entry.kind === 'channel' ? 'hash' : 'desk'), h('span', {}, titleOf(entry)));
  on('current', show);
  on('online', (value) => {
    offline.hidden = value;
  });
  const person = personButton();
  const open = h(
    'button',
    {
      class: 'icon-button narrow-only',
      type: 'button',
      'aria-label': t('menu_open'),
      on: { click: () => toggleDrawer(true) },
    },
    icon('menu'),
  );
  return h(
    'header',
    { class: 'header' },
    open,
    title,
    h(
      'div',
      { class: 'header-end' },
      me().sample ? h('span', { class: 'sample wide-only' }, t('sample')) : null,
      languageButton(),
      themeButton(),
      createMenu(person, personMenu),
    ),
    offline,
  );
}
