// The page of somebody who is not signed in.
import { api } from './api.js';
import { fill, h } from './dom.js';
import { chooseLocale, chosenLocale, forgetChosenLocale, locale, t } from './i18n.js';
import { icon } from './icons.js';

const mark = () =>
  h(
    'div',
    { class: 'sign-brand' },
    h('img', { src: '/console/assets/favicon.svg', alt: '', width: 40, height: 40 }),
    h('b', {}, 'OrderDesk'),
    h('span', {}, '订单台'),
  );

/** Signs in; the language that was chosen on this page becomes the person's. */
export async function signIn(how) {
  await api.signIn({ ...how, locale: chosenLocale() });
  forgetChosenLocale();
}

/** The frame of a page before signing in; `redraw` is called with another language. */
export function signFrame(redraw, ...children) {
  const other = locale() === 'zh' ? ['en', 'English'] : ['zh', '中文'];
  const choose = () => {
    chooseLocale(other[0]);
    redraw(other[0]);
  };
  const language = h(
    'button',
    { class: 'text-button', type: 'button', lang: other[0], on: { click: choose } },
    other[1],
  );
  return h(
    'main',
    { class: 'sign' },
    h('div', { class: 'sign-language' }, language),
    h('div', { class: 'sign-box' }, mark(), children),
  );
}

function persona({ id, name, role }, failed) {
  const become = () => signIn({ persona: id }).then(() => location.reload(), failed);
  return h(
    'button',
    { class: 'persona', type: 'button', on: { click: become } },
    h('span', { class: 'face', 'aria-hidden': 'true' }, name.slice(0, 1)),
    h('span', { class: 'persona-words' }, h('b', {}, name), h('small', {}, role[locale()])),
    icon('chevron'),
  );
}

/** Shows how to sign in here. */
export function showSignIn(app, personas, redraw) {
  const sentence = h('p', { class: 'sign-error', role: 'alert' });
  const failed = (error) => fill(sentence, error.message);
  const sample = personas.length > 0;
  fill(
    app,
    signFrame(
      redraw,
      h('h1', {}, t(sample ? 'sign_personas' : 'sign_title')),
      h('p', {}, t(sample ? 'sign_personas_text' : 'sign_text')),
      h(
        'div',
        { class: 'personas' },
        personas.map((p) => persona(p, failed)),
      ),
      sentence,
    ),
  );
  app.querySelector('.persona')?.focus();
}
